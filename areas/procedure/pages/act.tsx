import {
  CaseChanged,
  isChanged,
  keepHandling,
  type Look,
  lettersBefore,
  lookAnswer,
  lookOf,
  sendAsSeen,
} from '#areas/cases/index.ts';
import { can } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { houseLanguage } from '#platform/text/index.ts';
import { applies, type Town } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type Act, type ActField, basisOf, fieldsOf, type Given, type Refusal } from '../acts/act.ts';
import { delegationFor } from '../delegated.ts';
import type { ProcedureOptions } from '../mount.ts';
import { groundsOf, type Situation, situationOf } from '../situation.ts';
import { type Asked, actPage, confirmation } from './act-page.tsx';
import { asked, DONE, type Read } from './asked.ts';
import { meanwhile, mustBeRead } from './meanwhile.tsx';
import { type Named, type Place, placeByReceipt, placeInCase } from './place.ts';
import { isSamePress, typedFor } from './typed.ts';

/** Why the actor may not do it now: the regime (FL 2 §), the rule of the act, or that deciding is not theirs (KL 6 kap. 37 §). */
export function refusalOf(act: Act, s: Situation, town: Town): Refusal | null {
  const { needs } = act;
  if (needs !== undefined && !groundsOf(s).some(({ regime }) => applies(regime, needs)))
    return { basis: basisOf(act, s), text: 'procedure.refused.regime' };
  const { view } = s;
  const subject = {
    unit: view.unit,
    protected: view.protected,
    parties: view.parties.map(({ party }) => party),
    kin: [],
  };
  if (act.decides && !can(s.actor, 'case.decide', subject))
    return { basis: 'KL 6 kap. 37 §, 7 kap. 5 §', text: 'procedure.refused.not-delegated' };
  const stopped = act.refused(s);
  if (stopped !== null || act.separate === undefined) return stopped;
  return delegationFor(act.separate, s, town) === undefined
    ? { basis: 'KL 6 kap. 37 §, 7 kap. 5 §', text: 'procedure.refused.no-delegation' }
    : null;
}

/** What there is to do, or why it may not be done; or that it has been done. */
export async function showAct(request: Request, options: ProcedureOptions): Promise<Answer> {
  return show(request, options, await placeInCase(request, options));
}

/** The same by a receipt. */
export async function showReceiptAct(request: Request, options: ProcedureOptions): Promise<Answer> {
  return show(...(await byReceipt(request, options)));
}

export async function doAct(request: Request, options: ProcedureOptions): Promise<Answer> {
  return perform(request, options, await placeInCase(request, options));
}

export async function doReceiptAct(request: Request, options: ProcedureOptions): Promise<Answer> {
  return perform(...(await byReceipt(request, options)));
}

async function byReceipt(asking: Request, options: ProcedureOptions) {
  const [request, place] = await placeByReceipt(asking, options);
  return [request, options, place] as const;
}

function show(request: Request, options: ProcedureOptions, place: Place): Answer {
  const { act, situation } = place;
  const done = request.query[DONE] !== undefined && situation.acts.some((one) => one.act === act.name);
  if (act.confirms && done) return confirmation(request, place);
  return actPage(request, options, place, { refusal: refusalOf(act, situation, request.town), mends: [] });
}

/**
 * Does it: what may be done is asked again in the transaction, with the case locked, so that of two presses or two
 * people at once only the first counts. What is refused says the rule, and who was first; nothing has changed then, and
 * what was filled in is shown.
 */
async function perform(request: Request, options: ProcedureOptions, place: Place): Promise<Answer> {
  const { act, situation: before } = place;
  const refusal = refusalOf(act, before, request.town);
  if (refusal !== null) return late(request, options, place, refusal);
  const read = await asked(request, options, act, before);
  const typed = read.typed === undefined ? {} : { typed: read.typed };
  const shown = (how: Asked) => actPage(request, options, place, { ...typed, ...how });
  if (!read.ok) return shown({ refusal, ...read });
  const { letters } = options.cases;
  const caseId = before.view.id;
  const doing = { request, options, before, act, read };
  const look = async (at: Look, changed: boolean) => {
    const found = await lettersBefore(request.db, letters, caseId, (tx) => within({ ...doing, tx }));
    const asked = await act.confirm?.({ request, situation: before, given: read.given });
    const confirm = asked !== undefined && 'token' in asked ? { confirm: asked } : {};
    return lookAnswer(letters, at, found, (shows) =>
      shown({ refusal: null, mends: [], ...confirm, shown: { ...shows, changed } }),
    );
  };
  const send = () =>
    transaction(request.db, (tx) => sendAsSeen(tx, request, letters, caseId, (each) => within({ ...doing, tx: each })));
  const attempt = async (at: Look | undefined, changed = false): Promise<Answer> => {
    try {
      if (at !== undefined) return await look(at, changed);
      await send();
      return doneAnswer(request, place);
    } catch (error) {
      if (isChanged(error)) return attempt('page', true);
      if (!(error instanceof TorgetError) || error.status !== 409) throw error;
      if (error instanceof Late) return late(request, options, await placeNow(request, place), error.refusal, read);
      if (error instanceof Unread) return unread(request, options, await placeNow(request, place), read);
      const mend = {
        field: fieldsOf(act, before, request.town)[0]?.name ?? '',
        text: error.public[houseLanguage(request.language)],
      };
      return shown({ refusal: null, mends: [mend], changed: error instanceof CaseChanged });
    }
  };
  return attempt(act.writes && act.who === 'staff' ? lookOf(request) : undefined);
}

/** Where one is led when it is done. */
function doneAnswer(request: Request, { act, here, back }: Place): Answer {
  if (act.confirms) return { kind: 'redirect', to: `${here}${here.includes('?') ? '&' : '?'}${DONE}=ja` };
  return { kind: 'redirect', to: act.leaves ? request.url('desk') : back };
}

/** The same place as it stands now: somebody has done something since it was opened. */
async function placeNow(request: Request, place: Place): Promise<Place> {
  const { situation } = place;
  return { ...place, situation: await situationOf(request.db, situation, request.actor, request.now) };
}

/** Whether what came meanwhile is what this form has done: its button was pressed twice. */
async function isTwice(request: Request, { act, situation }: Place, read?: Read): Promise<boolean> {
  const done = meanwhile(request, situation).acts.findLast((one) => one.act === act.name);
  return done !== undefined && isSamePress(request, act, situation, done, read?.ok ? read : undefined);
}

/** Why it may not be done, who did what meanwhile, and what was filled in; to the case after a second press of the same. */
async function late(
  request: Request,
  options: ProcedureOptions,
  place: Place,
  refusal: Refusal,
  read?: Read,
): Promise<Answer> {
  if (await isTwice(request, place, read)) return { kind: 'redirect', to: place.back };
  const lost = await typedFor(request, options, place.act, place.situation);
  return actPage(request, options, place, { refusal, mends: [], lost });
}

/** It may still be done, when what has come meanwhile has been read: with all that was filled in. */
async function unread(request: Request, options: ProcedureOptions, place: Place, read: Read): Promise<Answer> {
  if (await isTwice(request, place, read)) return { kind: 'redirect', to: place.back };
  const refusal = refusalOf(place.act, place.situation, request.town);
  if (refusal !== null) return late(request, options, place, refusal, read);
  const typed = read.typed === undefined ? {} : { typed: read.typed };
  return actPage(request, options, place, { ...typed, refusal, mends: [], unread: true });
}

interface Within {
  readonly tx: Request['db'];
  readonly request: Request;
  readonly options: ProcedureOptions;
  readonly before: Situation;
  readonly act: Named;
  readonly read: Extract<Read, { ok: true }>;
}

/** Does the act. @throws Late when somebody else has done something meanwhile that stands against it, Unread when it must be read */
async function within({ tx, request, options, before, act, read }: Within): Promise<void> {
  const situation = await situationOf(tx, before, request.actor, request.now, { lock: true });
  const stopped = refusalOf(act, situation, request.town);
  if (stopped !== null) throw new Late(stopped);
  if (act.who === 'staff' && mustBeRead(act, meanwhile(request, situation))) throw new Unread(situation.view.id);
  const { given, files, confirmed, handling } = read;
  // What is written was judged by what stood there before the case was locked.
  const warned = act.warns?.(situation, given)?.token;
  const unread = warned !== undefined && warned !== confirmed;
  if (unread || act.mend?.(situation, given, request.t) || !offers(act, situation, request.town, given))
    throw new CaseChanged(situation.view.id);
  const { actor, now: at } = request;
  if (handling !== undefined) await keepHandling(tx, { caseId: situation.view.id, actor, at }, handling);
  await act.perform({
    tx,
    request,
    options,
    situation,
    given,
    files,
    ...(confirmed === undefined ? {} : { confirmed }),
  });
}

/** Whether what was chosen is still there to choose. */
function offers(act: Act, situation: Situation, town: Town, given: Given): boolean {
  const inForm = Object.entries(act.choices?.(situation) ?? {}).every(
    ([name, options]) => given[name] === undefined || options.some(({ value }) => value === given[name]),
  );
  return (
    inForm &&
    fieldsOf(act, situation, town).every(
      (one) =>
        (one.kind !== 'choice' && one.kind !== 'several') ||
        valuesOf(one, given).every((chosen) => one.options.some(({ value }) => value === chosen)),
    )
  );
}

/** What was chosen in a field: of several there may be none. */
function valuesOf({ kind, name }: ActField, given: Given): readonly string[] {
  const chosen = given[name] ?? '';
  return kind === 'several' ? chosen.split(' ').filter((one) => one !== '') : [chosen];
}

/** Somebody has decided, or done the same, since the officer read the page. */
class Unread extends CaseChanged {}

/** The rule that stood against an act when the case was locked. */
class Late extends CaseChanged {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.text);
    this.refusal = refusal;
  }
}
