import { isDeepStrictEqual } from 'node:util';
import type { FeelContext, Json } from '@torget/feel';
import type { Form } from '@torget/form';
import { isUuid } from '#platform/database/index.ts';
import { BackLink, Columns, Section, StackTable } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { flat, formatDateTime, text } from '#platform/text/index.ts';
import { elementOf, type Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { readFacts } from '../facts.ts';
import { type CasesOptions, partsAt } from '../mount.ts';
import { openForParty, type PartyCase } from '../pages/open.ts';
import { caseOfEnded, type EndedTask, endedTask } from './ended.ts';
import { NotTaken, type TypedRow, typedIn } from './not-taken.tsx';
import { asStored, formOf, readAgain } from './task.tsx';

interface Late {
  readonly opened: PartyCase;
  readonly service: Service;
  readonly id: string;
  readonly ended: EndedTask;
  readonly form: Form | undefined;
  readonly facts: FeelContext;
}

/**
 * Tells a party that a task of hers is not there any more: who was first, when, and what was answered, as far as she may
 * read it (FL 10 §); with everything she filled in, and a way to send it. Her own second press leads on to the case.
 *
 * @throws NotFound when she has had no such task
 */
export async function latePartyTask(request: Request, options: CasesOptions): Promise<Answer> {
  const { db, town, actor, params, fields, url } = request;
  const id = params['task'] ?? '';
  const caseId = isUuid(id) && actor.kind === 'citizen' ? await caseOfEnded(db, id) : undefined;
  if (caseId === undefined || actor.kind !== 'citizen') throw new NotFound(`no task ${id} for this party`);
  const opened = await openForParty(request, 'task', caseId);
  const ended = await endedTask(db, caseId, id);
  const service = await options.catalogue.version(db, opened.view.version);
  const own = ended?.byParty === actor.party;
  if (ended === undefined || !(own || wasFor(opened, service, ended, actor.principal)))
    throw new NotFound(`task ${id} was none of this party's`);
  const form = formOf({ service }, options, ended);
  const { context: facts } = await readFacts(db, town, caseId, service);
  const late = { opened, service, id, ended, form, facts };
  if (fields['_csrf'] === undefined) return page(request, options, late, []);
  const read = await readAgain(request, options, { id, form, facts });
  if (own && isDeepStrictEqual(ended.answers, asStored(read)))
    return { kind: 'redirect', to: url('my-pages.case', { case: caseId }) };
  return page(request, options, late, form === undefined ? [] : typedIn(request, form, facts));
}

/** Who the model asks: parties of these roles. */
function asked({ view }: PartyCase, service: Service, { element }: EndedTask): PartyCase['view']['parties'] {
  const groups = elementOf(service, element)?.user?.candidateGroups;
  const roles = groups !== undefined && 'literal' in groups ? groups.literal.split(',').map((one) => one.trim()) : [];
  return view.parties.filter(({ role }) => roles.includes(`party/${role}`));
}

const wasFor = (opened: PartyCase, service: Service, ended: EndedTask, party: string): boolean =>
  asked(opened, service, ended).some((one) => one.party === party);

async function page(request: Request, options: CasesOptions, late: Late, rows: readonly TypedRow[]): Promise<Answer> {
  const { t, url, fields } = request;
  const { opened, service, ended } = late;
  const { view } = opened;
  const title = t(ended.how === 'completed' ? 'cases.late.answered' : 'cases.late.not-asked');
  const here = url('my-pages.case', { case: view.id });
  const said = rows.filter(({ value }) => value.trim() !== '');
  const typed = said.map(({ label, value }) => `${label}\n${value}`).join('\n\n');
  const parts = typed === '' ? [] : await partsAt(options, request, 'citizen-late', { view, service, typed });
  const sent = fields['_csrf'] !== undefined;
  return {
    kind: 'page',
    status: sent ? 409 : 410,
    frame: 'form',
    title,
    body: (
      <>
        <BackLink text={t('cases.task.application')} href={here} />
        <Columns>
          <h1 class="govuk-heading-xl">{title}</h1>
          <p class="govuk-body-l">{whoWasFirst(request, late)}</p>
          {sent ? <p class="govuk-body">{t('cases.late.nothing')}</p> : null}
          <Stands request={request} options={options} late={late} />
          {parts}
          {parts.length === 0 || request.files.length > 0 ? (
            <NotTaken request={request} rows={parts.length === 0 ? said : []} />
          ) : null}
        </Columns>
      </>
    ),
  };
}

/** Oneself; another party, by name where that is told; else only when. */
function whoWasFirst({ t, actor }: Request, { opened, service, ended }: Late): string {
  const at = (language: Parameters<typeof formatDateTime>[1]) => formatDateTime(ended.at, language);
  if (ended.how === 'cancelled') return t('cases.late.task-gone', { at });
  if (actor.kind === 'citizen' && ended.byParty === actor.party) return t('cases.late.answered-own', { at });
  const { parties } = opened.view;
  const [only, another] = asked(opened, service, ended);
  // Who is no party herself has answered for the one that was asked: a signatory for the company.
  const for_ = parties.find(({ party }) => party === ended.byParty) ?? (another === undefined ? only : undefined);
  if (for_ === undefined || for_.protected) return t('cases.late.answered-other', { at });
  return t('cases.late.answered-by', { name: for_.name, at });
}

/** What was answered, where she may read it. */
function Stands({ request, options, late }: { request: Request; options: CasesOptions; late: Late }) {
  const { t, language } = request;
  const { opened, id, ended, form, facts } = late;
  if (ended.how !== 'completed' || !opened.shows(id)) return null;
  const lines =
    form === undefined ? flat(ended.answers as Json) : options.forms.lines(request, form, ended.answers, facts);
  const named = form?.pages[0]?.title;
  return (
    <Section id="galler" title={t('cases.late.stands')} size="m">
      <StackTable
        caption={named === undefined ? undefined : text(named, language)}
        head={[t('cases.insight.fact'), t('cases.insight.value')]}
        rows={lines.map(({ label, value }) => [label, value])}
      />
    </Section>
  );
}
