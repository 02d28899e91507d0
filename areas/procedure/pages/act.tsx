import { openForParty, openForStaff } from '#areas/cases/index.ts';
import { can } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { BackLink, Button, Columns, DeskPage, ErrorSummary } from '#platform/design/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Act, ActName, Refusal } from '../acts/act.ts';
import { actAt } from '../acts/table.ts';
import type { ProcedureOptions } from '../mount.ts';
import { type Situation, situationOf } from '../situation.ts';
import { anchorOf, Field, type Mend, read } from './fields.tsx';
import { refusalText } from './refusal.ts';

type Named = Act & { readonly name: ActName };

/** The case in the address as the actor may see it, with what counts in it. Someone else's case is a 404. */
async function opened(request: Request, options: ProcedureOptions): Promise<Situation> {
  const { actor, db, now } = request;
  if (actor.kind === 'staff') return situationOf(db, await openForStaff(request, options.cases, 'task'), actor, now);
  const { view } = await openForParty(request, 'task');
  const service = await options.cases.catalogue.version(db, view.version);
  return situationOf(db, { view, service }, actor, now);
}

function named(request: Request): Named {
  const act = actAt(request.params['act'], request.actor.kind === 'staff' ? 'staff' : 'citizen');
  if (act === undefined) throw new NotFound(`no act ${request.params['act']}`);
  return act;
}

/** Why the actor may not do it now: the rule of the act, or that deciding is not theirs (KL 6 kap. 37 §). */
export function refusalOf(act: Act, s: Situation): Refusal | null {
  const { view } = s;
  const subject = {
    unit: view.unit,
    protected: view.protected,
    parties: view.parties.map(({ party }) => party),
    kin: [],
  };
  if (act.decides && !can(s.actor, 'case.decide', subject))
    return { basis: 'KL 6 kap. 37 §, 7 kap. 5 §', text: 'procedure.refused.not-delegated' };
  return act.refused(s);
}

/** What there is to do, or why it may not be done. */
export async function showAct(request: Request, options: ProcedureOptions): Promise<Answer> {
  const act = named(request);
  const situation = await opened(request, options);
  return page(request, situation, act, refusalOf(act, situation), []);
}

/**
 * Does it: what may be done is asked again in the transaction, with the case locked, so that of two presses or two
 * people at once only the first counts. What is refused says the rule; nothing has changed then.
 */
export async function doAct(request: Request, options: ProcedureOptions): Promise<Answer> {
  const act = named(request);
  const before = await opened(request, options);
  const { given, mends } = read(request, act.fields, before.today);
  const refusal = refusalOf(act, before);
  if (refusal !== null) return page(request, before, act, refusal, []);
  const own = mends.length === 0 ? act.mend?.(before, given) : null;
  const all = own ? [{ field: own.field, text: request.t(own.text) }] : mends;
  if (all.length > 0) return page(request, before, act, null, all);
  try {
    const late = await transaction(request.db, async (tx) => {
      const situation = await situationOf(tx, before, request.actor, request.now, { lock: true });
      const stopped = refusalOf(act, situation);
      if (stopped !== null) return stopped;
      // What is written was judged by what stood there before the case was locked.
      if (act.mend?.(situation, given)) throw new TorgetError('case-changed', 409, CHANGED, situation.view.id);
      await act.perform({ tx, request, options, situation, given });
      return stopped;
    });
    if (late !== null) return page(request, before, act, late, []);
  } catch (error) {
    if (!(error instanceof TorgetError) || error.status !== 409) throw error;
    return page(request, before, act, null, [
      { field: act.fields[0]?.name ?? '', text: error.public[request.language] },
    ]);
  }
  return { kind: 'redirect', to: act.leaves ? request.url('desk') : caseUrl(request, before) };
}

const CHANGED = {
  sv: 'Ärendet har ändrats medan du skrev. Läs igenom det och försök igen.',
  en: 'The case has changed while you wrote. Read it through and try again.',
};

function caseUrl({ url, actor }: Request, { view }: Situation): string {
  return url(actor.kind === 'staff' ? 'desk.case' : 'my-pages.case', { case: view.id });
}

function page(request: Request, s: Situation, act: Named, refusal: Refusal | null, mends: readonly Mend[]): Answer {
  const { t } = request;
  const title = t(`procedure.act.${act.name}.title`);
  const staff = act.who === 'staff';
  const body = (
    <>
      <BackLink text={t('procedure.back', { number: s.view.number })} href={caseUrl(request, s)} />
      <Columns>
        {mends.length === 0 ? null : (
          <ErrorSummary
            titleText={t('procedure.mend.title')}
            errorList={mends.map((mend) => ({ text: mend.text, href: anchorOf(act.fields, mend) }))}
          />
        )}
        <h1 class={staff ? 'govuk-heading-l' : 'govuk-heading-xl'}>
          {title} <span class="govuk-caption-m">{act.basis}</span>
        </h1>
        {refusal === null ? (
          <ActForm request={request} situation={s} act={act} mends={mends} />
        ) : (
          <p class="govuk-body">{refusalText(request, refusal)}</p>
        )}
      </Columns>
    </>
  );
  return {
    kind: 'page',
    status: refusal !== null && request.fields['_csrf'] !== undefined ? 409 : mends.length > 0 ? 422 : 200,
    frame: staff ? 'desk' : 'form',
    title: `${title} ${s.view.number}`,
    ...(staff ? { navigation: 'desk' } : {}),
    body: staff ? <DeskPage>{body}</DeskPage> : body,
  };
}

interface FormProps {
  readonly request: Request;
  readonly situation: Situation;
  readonly act: Named;
  readonly mends: readonly Mend[];
}

function ActForm({ request, situation, act, mends }: FormProps) {
  const { t, url, csrf } = request;
  const route = act.who === 'staff' ? 'desk.act' : 'my-pages.act';
  return (
    <>
      <p class="govuk-body">{t(`procedure.act.${act.name}.about`)}</p>
      <form class="d-do" method="post" action={url(route, { case: situation.view.id, act: act.path })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        {act.fields.map((one) => (
          <Field request={request} one={one} mend={mends.find(({ field }) => field === one.name)} />
        ))}
        <Button text={t(`procedure.act.${act.name}.do`)} preventDoubleClick />
      </form>
    </>
  );
}
