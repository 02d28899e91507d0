import { isDeepStrictEqual } from 'node:util';
import type { FeelContext } from '@torget/feel';
import type { Form } from '@torget/form';
import { isUuid } from '#platform/database/index.ts';
import { BackLink, Columns, DeskPage, DeskTitle } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDateTime, text } from '#platform/text/index.ts';
import { elementOf } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { StaffCase } from '../desk/open.ts';
import { readFacts } from '../facts.ts';
import type { ReadForm } from '../forms.ts';
import { handlingTyped, keptAsSent } from '../handling/ask.tsx';
import { taskForm } from '../house-process.ts';
import { type CasesOptions, partsAt } from '../mount.ts';
import { outcomeText } from '../outcome.ts';
import { type EndedTask, endedTask, type MadeMeanwhile } from './ended.ts';
import { NotTaken, type TypedRow, typedIn } from './not-taken.tsx';
import { FinalRule } from './rule.tsx';

/**
 * Tells an officer that a task of a case she may open is not there any more: who was first, when, and what was decided; with
 * everything she filled in. Her own second press leads on to the case. @throws NotFound when the case had no such task, or it
 * is open and not hers
 */
export async function lateTask(request: Request, options: CasesOptions, opened: StaffCase): Promise<Answer> {
  const { view } = opened;
  const { db, town, actor, params, url } = request;
  const id = params['task'] ?? '';
  const ended = isUuid(id) ? await endedTask(db, view.id, id) : undefined;
  if (ended === undefined || actor.kind !== 'staff') throw new NotFound(`no task ${id} for this assignment`);
  const form = formOf(opened, options, ended);
  const own = ended.byParty === actor.party;
  const sent = request.fields['_csrf'] !== undefined;
  if (!sent) return page(request, options, opened, { status: 410, ended, form, own, typed: [] });
  const { context } = await readFacts(db, town, view.id, opened.service);
  const read = await readAgain(request, options, { id, form, facts: context });
  const same = own && (await keptAsSent(request, view.id)) && isDeepStrictEqual(ended.answers, asStored(read));
  if (same) return { kind: 'redirect', to: url('desk.case', { case: view.id }) };
  const typed = form === undefined ? [] : typedIn(request, form, context);
  const handled = await handlingTyped(request, view);
  return page(request, options, opened, { status: 409, ended, form, own, typed: [...typed, ...handled] });
}

/** What was sent, read once more to be held against what was taken; its files are not kept, for there is no task for them. */
export function readAgain(
  request: Request,
  options: CasesOptions,
  { id, form, facts }: { readonly id: string; readonly form: Form | undefined; readonly facts: FeelContext },
): Promise<ReadForm | undefined> {
  return form === undefined
    ? Promise.resolve(undefined)
    : options.forms.read({ ...request, files: [] }, form, { facts, owner: id });
}

/** Answers as the database gives them back; a task without a form has none. */
export function asStored(read: ReadForm | undefined): unknown {
  if (read === undefined) return {};
  return read.ok ? JSON.parse(JSON.stringify(read.json)) : undefined;
}

export function formOf(
  { service }: Pick<StaffCase, 'service'>,
  { own }: CasesOptions,
  { process, element }: EndedTask,
): Form | undefined {
  const house = own.get(process);
  if (house?.model.nodes.has(element)) return house.form;
  return taskForm(service, elementOf(service, element)?.user?.form ?? null, own);
}

interface Late {
  /** 409 of what was sent; 410 of a page that is only opened. */
  readonly status: 409 | 410;
  readonly ended: EndedTask;
  readonly form: Form | undefined;
  readonly own: boolean;
  readonly typed: readonly TypedRow[];
}

async function page(
  request: Request,
  options: CasesOptions,
  opened: StaffCase,
  { status, ended, form, own, typed }: Late,
): Promise<Answer> {
  const { t, url, language } = request;
  const { view, service } = opened;
  const { decision, how } = ended;
  const title = t(
    decision !== null ? 'cases.late.decided' : how === 'completed' ? 'cases.late.done' : 'cases.late.gone',
  );
  const named = form?.pages[0]?.title;
  const task = named === undefined ? (elementOf(service, ended.element)?.name ?? ended.element) : text(named, language);
  const parts = decision === null ? [] : await partsAt(options, request, 'desk-decided', opened);
  const here = url('desk.case', { case: view.id });
  return {
    kind: 'page',
    status,
    frame: 'desk',
    title: `${title} ${view.number}`,
    navigation: 'desk',
    islands: ['desk-keys.js'],
    body: (
      <DeskPage>
        <BackLink text={t('cases.desk.back-to-case', { number: view.number })} href={here} />
        <Columns>
          <DeskTitle title={title}>{task}</DeskTitle>
          <p class="govuk-body-l">
            {decision === null ? taskText(request, ended, own) : decidedText(request, decision)}
          </p>
          {status === 410 ? null : <p class="govuk-body">{t('cases.late.nothing')}</p>}
          {decision === null ? null : <FinalRule request={request} service={service} ground={decision.ground} />}
          {parts}
          <NotTaken request={request} rows={typed} />
          <p class="govuk-body">
            <a class="govuk-link" href={here}>
              {t('cases.late.read', { number: view.number })}
            </a>
          </p>
        </Columns>
      </DeskPage>
    ),
  };
}

/** Who made the decision, when, and what it came to. */
export function decidedText(
  { t }: Pick<Request, 't'>,
  { decidedBy, by, outcome, at }: Omit<MadeMeanwhile, 'ground'>,
): string {
  return t(`cases.late.by-${decidedBy}`, {
    name: by ?? '',
    outcome: outcomeText(t, outcome),
    at: (language) => formatDateTime(at, language),
  });
}

function taskText({ t }: Request, { how, by, at }: EndedTask, own: boolean): string {
  const when = (language: Parameters<typeof formatDateTime>[1]) => formatDateTime(at, language);
  if (how === 'cancelled') return t('cases.late.task-gone', { at: when });
  if (own) return t('cases.late.task-own', { at: when });
  return !by ? t('cases.late.task-house', { at: when }) : t('cases.late.task-done', { name: by, at: when });
}
