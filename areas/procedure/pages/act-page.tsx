import type { FieldError, Fields } from '@torget/form';
import { HandlingFields, Letters, NotTaken, SendButtons, type Shown, type TypedRow } from '#areas/cases/index.ts';
import { BackLink, Columns, DeskPage, ErrorSummary, Panel } from '#platform/design/index.ts';
import { lawSpaces, type Texts } from '#platform/text/index.ts';
import { isDecided } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { type ActName, basisOf, fieldsOf, type Refusal, type ToConfirm } from '../acts/act.ts';
import { waitingFor } from '../asked/asked.ts';
import { AskedRows } from '../asked/rows.tsx';
import type { ProcedureOptions } from '../mount.ts';
import type { Situation } from '../situation.ts';
import { taken } from '../withdrawn.ts';
import { CONFIRMED, factsFor } from './asked.ts';
import { anchorOf, Field, type Mend } from './fields.tsx';
import { MeanwhileList, meanwhile, SEEN, seenOf } from './meanwhile.tsx';
import type { Place } from './place.ts';
import { refusalText, words } from './refusal.ts';

/** How an act is asked: refused, or with what to mend. */
export interface Asked {
  readonly refusal: Refusal | null;
  readonly mends: readonly Mend[];
  /** Somebody else changed the case meanwhile. */
  readonly changed?: boolean;
  readonly confirm?: ToConfirm;
  readonly typed?: Fields;
  readonly errors?: readonly FieldError[];
  /** What was filled in for an act that may not be done. */
  readonly lost?: readonly TypedRow[];
  /** Something was done while it was filled in: it is told above the form. */
  readonly unread?: boolean;
  /** The letters that it would send. */
  readonly shown?: Shown;
}

function statusOf(request: Request, { refusal, mends, errors = [], changed = false, unread = false }: Asked): number {
  if (changed || unread) return 409;
  if (refusal !== null && request.fields['_csrf'] !== undefined) return 409;
  return mends.length > 0 || errors.length > 0 ? 422 : 200;
}

/** The page of an act: its fields, or why it may not be done. */
export function actPage(request: Request, options: ProcedureOptions, place: Place, asked: Asked): Answer {
  const { act, situation, back } = place;
  const { t } = request;
  const title = t(`procedure.act.${act.name}.title`);
  const basis = basisOf(act, situation);
  const staff = act.who === 'staff';
  const { refusal, mends, lost = [] } = asked;
  const since = meanwhile(request, situation);
  const body = (
    <>
      <BackLink text={t('procedure.back', { number: situation.view.number })} href={back} />
      <Columns>
        {mends.length === 0 ? null : (
          <ErrorSummary
            titleText={t('procedure.mend.title')}
            errorList={mends.map((mend) => ({
              text: mend.text,
              href: anchorOf(fieldsOf(act, situation, request.town), mend),
            }))}
          />
        )}
        {act.form === undefined || refusal !== null ? (
          <h1 class={staff ? 'govuk-heading-l' : 'govuk-heading-xl'}>
            {title}{' '}
            {basis === '' || basis === refusal?.basis ? null : <span class="govuk-caption-m">{lawSpaces(basis)}</span>}
          </h1>
        ) : null}
        {asked.unread ? (
          <div class="govuk-inset-text" role="alert">
            <MeanwhileList request={request} since={since} />
            <p class="govuk-body">{t('procedure.meanwhile.again')}</p>
          </div>
        ) : null}
        {refusal === null ? (
          <ActForm request={request} options={options} place={place} asked={asked} />
        ) : (
          <>
            <p class="govuk-body">{refusalText(request, refusal)}</p>
            {staff ? <MeanwhileList request={request} since={since} /> : null}
            <NotTaken request={request} rows={lost} />
          </>
        )}
      </Columns>
    </>
  );
  return {
    kind: 'page',
    status: statusOf(request, asked),
    frame: staff ? 'desk' : 'form',
    personal: true,
    title: `${title} ${situation.view.number}`,
    ...(staff ? { navigation: 'desk' } : {}),
    body: staff ? <DeskPage>{body}</DeskPage> : body,
  };
}

interface FormProps {
  readonly request: Request;
  readonly options: ProcedureOptions;
  readonly place: Place;
  readonly asked: Asked;
}

function ActForm({ request, options, place, asked }: FormProps) {
  const { t, csrf } = request;
  const { act, here } = place;
  const { typed, errors = [], mends, shown, confirm } = asked;
  const asks = act.confirm !== undefined && confirm === undefined;
  const send = t(asks ? 'procedure.look-up' : `procedure.act.${act.name}.do`);
  const told = act.told?.(place.situation);
  // What stood there when she began to write, until she has been told of what came since.
  const before = asked.unread ? '' : field(request.fields, SEEN, 80);
  const seen = before === '' ? seenOf(place.situation) : before;
  const form = act.form === undefined ? undefined : options.forms[act.form];
  const waiting = waitingFor(place.situation).find(({ kind }) => kind === act.answers);
  const state = {
    ...(waiting && { lead: <AskedRows request={request} situation={place.situation} waiting={waiting} /> }),
    facts: factsFor(request, act, place.situation),
    answers: {},
    errors,
    ...(typed === undefined ? {} : { typed }),
  };
  // Who it is comes first: what is filled in is about them. A warning comes last, after what it warns of.
  const looked = act.looksUp !== undefined;
  const toConfirm =
    confirm === undefined ? null : (
      <>
        <input type="hidden" name={CONFIRMED} value={confirm.token} />
        <p class="govuk-inset-text" role="status">
          {words(request, confirm)}
        </p>
      </>
    );
  return (
    <>
      {form === undefined && shown === undefined ? (
        <p class="govuk-body">{t(act.about?.(place.situation) ?? `procedure.act.${act.name}.about`)}</p>
      ) : null}
      {told ? <p class="govuk-inset-text">{words(request, told)}</p> : null}
      <form
        class="d-do"
        method="post"
        action={here}
        enctype={form === undefined ? undefined : 'multipart/form-data'}
        novalidate
      >
        <input type="hidden" name="_csrf" value={csrf} />
        {act.who === 'staff' ? <input type="hidden" name={SEEN} value={seen} /> : null}
        {looked ? toConfirm : null}
        {form === undefined
          ? fieldsOf(act, place.situation, request.town).map((one) => (
              <Field
                request={request}
                one={one}
                mend={mends.find(({ field }) => field === one.name)}
                proposed={place.proposed?.[one.name]}
              />
            ))
          : options.cases.forms.fields(request, form, state)}
        {place.handling === undefined ? null : (
          <HandlingFields request={request} asked={place.handling} mends={mends} />
        )}
        {looked ? null : toConfirm}
        {shown === undefined ? (
          <SendButtons request={request} send={send} writes={act.writes === true && act.who === 'staff' && !asks} />
        ) : (
          <Letters request={request} port={options.cases.letters} shown={shown} send={send} />
        )}
      </form>
    </>
  );
}

/** What happens now that a party has done it. */
function nextOf(t: Texts, name: ActName, situation: Situation): string {
  if (name === 'withdraw-appeal') {
    const handed = situation.acts.findLast((one) => one.act === name)?.data['handed'];
    const to = situation.acts.find(({ id }) => id === handed)?.data['to'];
    return to === undefined
      ? t('procedure.withdraw-appeal.next')
      : t('procedure.withdraw-appeal.next-court', { to: String(to) });
  }
  if (name !== 'withdraw') return t('procedure.supplement.next');
  if (!taken(situation)) return t('procedure.withdraw.one-next');
  const decided = isDecided(situation.service);
  return t(decided ? 'procedure.withdraw.next' : 'procedure.withdraw.closed');
}

/** Says that it is done, on an address of its own: reloading it or coming back to it does nothing again. */
export function confirmation(request: Request, { act, situation, back }: Place): Answer {
  const { t } = request;
  const { name } = act;
  const own = name === 'withdraw' || name === 'withdraw-appeal' || name === 'write' ? name : 'supplement';
  const title = t(`procedure.${own}.done-title`);
  return {
    kind: 'page',
    frame: 'form',
    personal: true,
    title,
    body: (
      <Columns>
        <Panel titleText={title} html={<p class="t-nowrap">{situation.view.number}</p>} />
        <p class="govuk-body-l">{nextOf(t, name, situation)}</p>
        <p class="govuk-body">
          <a class="govuk-link" href={back}>
            {t('procedure.back', { number: situation.view.number })}
          </a>
        </p>
      </Columns>
    ),
  };
}
