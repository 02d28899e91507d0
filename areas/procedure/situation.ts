import { sql } from 'kysely';
import { whoSigned } from '#areas/applications/index.ts';
import {
  type CaseFile,
  type CaseView,
  type Colleague,
  caseFile,
  caseOfReceipt,
  colleaguesIn,
  type DecisionRow,
  holding,
  oneCase,
  TOLD,
} from '#areas/cases/index.ts';
import {
  type DecisionReceipt,
  decisionLettersOf,
  decisionReceipts,
  type PostedLetter,
  postedLetters,
  toldDecisions,
} from '#areas/inbox/index.ts';
import { type Actor, kinOf } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type CasePayment, casePayments } from '#platform/payments/index.ts';
import type { Ground, Service } from '#platform/town/index.ts';
import type { ActName } from './acts/act.ts';
import { type ActRow, actsOf } from './rows.ts';
import { type ToldOf, toldOfIn } from './told-of.ts';

export { dayOf } from './rows.ts';

/** Everything that decides what may be done in a case. Read in the transaction that does it. */
export interface Situation extends Standing {
  readonly service: Service;
}

/** What has been done in a case and counts in it, which is there to read without the version of the service too. */
export interface Standing {
  readonly view: CaseView;
  readonly actor: Actor;
  readonly file: Pick<
    CaseFile,
    'agents' | 'decisions' | 'documents' | 'done' | 'notes' | 'pauses' | 'payments' | 'translating' | 'written'
  >;
  /** Letters that tell of a decision: no party can be kept from one (OSL 10 kap. 3 §). */
  readonly decisionLetters: readonly string[];
  /** What has been sent in the case, oldest first. */
  readonly sent: readonly PostedLetter[];
  readonly acts: readonly ActRow[];
  /** That the parties have got decisions, as they have confirmed. */
  readonly receipts: readonly DecisionReceipt[];
  /** Decisions that a letter has told of. */
  readonly told: readonly string[];
  /** Which documents communications have told of. */
  readonly toldOf: readonly ToldOf[];
  /** What was paid for the case before it was opened. */
  readonly paid: readonly CasePayment[];
  /** Who has signed the application with an e-ID, before it was sent or in the case. */
  readonly signed: readonly string[];
  /** Who else works in the unit of the case: nobody, to a party. */
  readonly colleagues: readonly Colleague[];
  /** Legal day of the moment. */
  readonly today: Temporal.PlainDate;
}

/** How a case that the caller has opened stands, to read. */
export async function standingOf(db: Db, view: CaseView, actor: Actor, now: string): Promise<Standing> {
  const { id } = view;
  // Asked at once: none waits for another.
  const [file, acts, toldOf, receipts, told, decisionLetters, sent, paid, signed, colleagues] = await Promise.all([
    caseFile(db, id),
    actsOf(db, id),
    toldOfIn(db, { caseId: id, actor }),
    decisionReceipts(db, id),
    toldDecisions(db, id),
    decisionLettersOf(db, id),
    postedLetters(db, id),
    casePayments(db, id),
    whoSigned(db, id),
    actor.kind === 'staff' ? colleaguesIn(db, view, actor.party) : [],
  ]);
  const today = legalDay(Temporal.Instant.from(now));
  return { view, actor, file, acts, receipts, told, decisionLetters, sent, toldOf, paid, signed, colleagues, today };
}

/**
 * The situation of a case that the caller has opened for the actor. `lock` makes others who act in the case wait, so that
 * two cannot do the same thing at once, and reads the case again: its parties, its unit and whether it is closed may have
 * changed since it was opened. @throws NotFound when it is no longer for the actor
 */
export async function situationOf(
  db: Db,
  { view: opened, service }: Pick<Situation, 'view' | 'service'>,
  actor: Actor,
  now: string,
  options: { readonly lock?: boolean } = {},
): Promise<Situation> {
  const view = options.lock ? await locked(db, actor, opened.id) : opened;
  return { ...(await standingOf(db, view, actor, now)), service };
}

async function locked(tx: Db, actor: Actor, id: string): Promise<CaseView> {
  await sql`select from cases.case where id = ${id} for update`.execute(tx);
  const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
  const view = actor.kind === 'anonymous' ? await caseOfReceipt(tx, id) : await oneCase(tx, actor, id, kin);
  if (view === undefined) throw new NotFound(`case ${id} is no longer for this actor`);
  return view;
}

/** The decision that settles the case, the last that holds: a rejection of a request for a decision (FL 12 §) settles nothing. */
export function settled({ file }: Pick<Standing, 'file'>): DecisionRow | undefined {
  return holding(file.decisions);
}

/** The legal day on which a decision was made. */
export function decidedOn({ day }: Pick<DecisionRow, 'day'>): Temporal.PlainDate {
  return Temporal.PlainDate.from(day);
}

/** The grounds whose regime counts: that of the decision once there is one, before that each of the service's. */
export function groundsOf(s: Pick<Situation, 'service' | 'file'>): readonly Ground[] {
  const { grounds } = s.service.definition;
  const decided = settled(s)?.ground;
  return decided === undefined ? grounds : grounds.filter(({ id }) => id === decided);
}

/** Acts of one kind that no other act answers or ends. */
export function open(acts: readonly ActRow[], act: ActName): readonly ActRow[] {
  return acts.filter((one) => one.act === act && !acts.some(({ about }) => about === one.id));
}

/** Acts of one kind that this party has not answered: what another party has answered still waits for it. */
export function unanswered(acts: readonly ActRow[], act: ActName, party: string): readonly ActRow[] {
  return acts.filter(
    (one) => one.act === act && !acts.some(({ about, forParty }) => about === one.id && forParty === party),
  );
}

/** Whom an actor speaks for in a case. */
export function partyOf(actor: Actor): string | undefined {
  return actor.kind === 'citizen' ? actor.principal : undefined;
}

/** The parties who are told, each once. */
export function toldParties({ view }: { readonly view: Pick<CaseView, 'parties'> }): CaseView['parties'] {
  const told = view.parties.filter(({ role }) => TOLD.some((one) => one === role));
  return told.filter(({ party }, at) => told.findIndex((other) => other.party === party) === at);
}

/** A date that an act has set. */
export function dateOf(act: ActRow, name: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(String(act.data[name]));
}
