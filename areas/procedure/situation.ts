import { sql } from 'kysely';
import { type CaseFile, type CaseView, caseFile, type DecisionRow } from '#areas/cases/index.ts';
import { type DecisionReceipt, decisionReceipts } from '#areas/inbox/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Ground, Service } from '#platform/town/index.ts';
import type { ActName } from './acts/act.ts';
import { type ActRow, actsOf } from './rows.ts';

/** Everything that decides what may be done in a case. Read in the transaction that does it. */
export interface Situation {
  readonly view: CaseView;
  readonly service: Service;
  readonly actor: Actor;
  readonly file: Pick<CaseFile, 'decisions' | 'documents'>;
  readonly acts: readonly ActRow[];
  /** That the parties have got decisions, as they have confirmed. */
  readonly receipts: readonly DecisionReceipt[];
  /** Legal day of the moment. */
  readonly today: Temporal.PlainDate;
}

/**
 * The situation of a case that the caller has opened for the actor. `lock` makes others who act in the case wait, so that
 * two cannot do the same thing at once.
 */
export async function situationOf(
  db: Db,
  { view, service }: Pick<Situation, 'view' | 'service'>,
  actor: Actor,
  now: string,
  options: { readonly lock?: boolean } = {},
): Promise<Situation> {
  if (options.lock) await sql`select from cases.case where id = ${view.id} for update`.execute(db);
  const file = await caseFile(db, view.id);
  const acts = await actsOf(db, view.id);
  const receipts = await decisionReceipts(db, view.id);
  return { view, service, actor, file, acts, receipts, today: legalDay(Temporal.Instant.from(now)) };
}

/** The last decision that settles the case: a rejection of a request for a decision (FL 12 §) settles nothing. */
export function settled({ file }: Pick<Situation, 'file'>): DecisionRow | undefined {
  return file.decisions.at(-1);
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

/** The day of an act. */
export function dayOf(act: Pick<ActRow, 'at'>): Temporal.PlainDate {
  return legalDay(Temporal.Instant.from(act.at));
}

/** A date that an act has set. */
export function dateOf(act: ActRow, name: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(String(act.data[name]));
}
