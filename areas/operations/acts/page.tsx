import { transaction } from '#platform/database/index.ts';
import { Button, DeskPage, DeskSection, DeskTitle, ErrorSummary, Textarea } from '#platform/design/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { ProcessRefused } from '#platform/runtime/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { OperationsOptions } from '../mount.ts';
import { type OpenedInstance, openInstance } from '../open.ts';
import { ACTS, type Act, type ActName, type Preview } from './acts.tsx';
import { PLACE } from './places.tsx';

/** Longest reason. */
const REASON = 500;

/** Something to do to an instance by hand: what it will lead to, and a reason before it is done. */
export async function actPage(request: Request, options: OperationsOptions): Promise<Answer> {
  const act = actOf(request);
  return show(request, options, act, await openInstance(request));
}

function actOf({ params }: Request): Act & { readonly name: ActName } {
  const found = Object.entries(ACTS).find(([, { path }]) => path === params['act']);
  if (found === undefined) throw new NotFound(`no act ${params['act']}`);
  return { ...found[1], name: found[0] as ActName };
}

interface Problem {
  readonly text: string;
  readonly field?: string;
  readonly status: number;
}

async function show(
  request: Request,
  options: OperationsOptions,
  act: ReturnType<typeof actOf>,
  opened: OpenedInstance,
  problem?: Problem,
): Promise<Answer> {
  const { t, url } = request;
  const { view, name } = opened;
  const title = t(`operations.act.${act.name}.title`);
  const number = name?.number ?? t('operations.no-case');
  const back = url('desk.instance', { instance: view.id });
  const { ready, body, more } = await act.preview(request, options, opened);
  return {
    kind: 'page',
    status: problem?.status ?? 200,
    frame: 'desk',
    title: `${title}: ${number}`,
    navigation: 'operations',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('operations.problem')}
            errorList={[{ text: problem.text, href: `#${problem.field ?? 'gor'}` }]}
          />
        )}
        <DeskTitle title={title}>
          <a class="govuk-link t-nowrap" href={back}>
            {number}
          </a>
        </DeskTitle>
        <DeskSection id="foljd" title={t('operations.act.leads-to')}>
          {body}
        </DeskSection>
        {ready ? (
          <Confirm request={request} act={act} back={back} problem={problem} more={more} />
        ) : (
          <p class="govuk-body">
            <a class="govuk-link" href={back}>
              {t('operations.act.nothing')}
            </a>
          </p>
        )}
      </DeskPage>
    ),
  };
}

function Confirm(props: {
  readonly request: Request;
  readonly act: ReturnType<typeof actOf>;
  readonly back: string;
  readonly problem: Problem | undefined;
  readonly more: Preview['more'];
}) {
  const { request, act, back, problem, more } = props;
  const { t, url, csrf, params, query } = request;
  const typed = field(request.fields, 'reason', REASON);
  const here = url('desk.instance.act', { instance: params['instance'] ?? '', act: act.path, ...kept(act, query) });
  return (
    <DeskSection id="gor" title={t('operations.act.do')}>
      <form class="d-do" id="gor-form" method="post" action={here} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Textarea
          id="reason"
          name="reason"
          rows={3}
          value={typed}
          label={{ text: t('operations.reason') }}
          hint={{ text: t('operations.reason-hint') }}
          {...(problem?.field === 'reason' ? { errorMessage: { text: problem.text } } : {})}
        />
        {more}
        <div class="govuk-button-group">
          <Button
            text={t(`operations.act.${act.name}.button`)}
            {...(act.warns ? { classes: 'govuk-button--warning' } : {})}
            preventDoubleClick
          />
          <a class="govuk-link" href={back}>
            {t('operations.act.nothing')}
          </a>
        </div>
      </form>
    </DeskSection>
  );
}

/** What the address asks, as far as the act knows of it; and new places of old elements. */
function kept(act: Act, query: Request['query']): { readonly [name: string]: string } {
  const names = Object.keys(query).filter((name) => act.keeps?.includes(name) || name.startsWith(PLACE));
  return Object.fromEntries(names.map((name) => [name, query[name] ?? '']));
}

/** Does it, in one transaction with its record: who, when and why. Without a reason nothing is done. */
export async function doAct(request: Request, options: OperationsOptions): Promise<Answer> {
  const { actor, db, fields, t, language, url } = request;
  const act = actOf(request);
  const opened = await openInstance(request);
  if (actor.kind !== 'staff') throw new NotFound('only staff change instances');
  const reason = field(fields, 'reason', REASON);
  const again = (problem: Problem) => show(request, options, act, opened, problem);
  if (reason === '') return again({ text: t('operations.reason-missing'), field: 'reason', status: 422 });
  try {
    await transaction(db, (tx) => act.run(request, options, tx, opened, { actor, reason }));
  } catch (error) {
    // What the engine or another's hand before ours refuses is said where it was asked; nothing has changed.
    if (!(error instanceof TorgetError) || error.status === 404) throw error;
    return again({
      text: (error instanceof ProcessRefused ? error.why : error.public)[houseLanguage(language)],
      status: 409,
    });
  }
  return { kind: 'redirect', to: url('desk.instance', { instance: opened.view.id }) };
}
