import { type RawBuilder, sql } from 'kysely';
import { answerBy } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import { voicesOf } from '../communicated.ts';
import { type Situation, toldParties } from '../situation.ts';

/** An order that is being sent to the parties with a last day to answer, `YYYY-MM-DD`. */
interface Order {
  readonly act: string;
  readonly last: string;
}

/** A day that nobody works is moved as any last day is: who is asked has the next working day too. */
const lastDay = (last: string): string => answerBy(Temporal.PlainDate.from(last), 0).toString();

/** Each party that is told waits to be heard: one row each, which its answer takes away. */
export async function awaitAnswers(tx: Db, s: Situation, { act, last }: Order): Promise<void> {
  await sql`insert into procedure.awaited (act_id, party_id, case_id, last_day)
    select ${act}::uuid, p, ${s.view.id}::uuid, ${lastDay(last)}::date
    from unnest(${toldParties(s).map(({ party }) => party)}::uuid[]) p`.execute(tx);
}

/** Somebody who is no party waits to be heard, as a referral asks (FL 26 §): one row of no party. */
export async function awaitFromOutside(tx: Db, s: Situation, { act, last }: Order): Promise<void> {
  await sql`insert into procedure.awaited (act_id, case_id, last_day)
    values (${act}::uuid, ${s.view.id}::uuid, ${lastDay(last)}::date)`.execute(tx);
}

/** Nobody waits for what the referral `act` asked for any more. */
export async function takeOpinion(tx: Db, act: string): Promise<void> {
  await sql`delete from procedure.awaited where party_id is null and act_id = ${act}::uuid`.execute(tx);
}

/** What `by` has answered of an order: for itself, or for the one party that it speaks for (FL 14 §). */
export async function takeAnswered(tx: Db, s: Situation, act: string, by: string): Promise<void> {
  const heard = toldParties(s).filter(({ party }) => voicesOf(s, party)(by));
  await sql`delete from procedure.awaited where act_id = ${act}::uuid
    and party_id = any(${[by, ...heard.map(({ party }) => party)]}::uuid[])`.execute(tx);
}

/**
 * That nothing waits for the answer `w` to the order `a` any more: a new day is given by a newer order of the same kind to the
 * parties, the case has been decided or closed or taken back since, or the party has left it.
 */
export const OVERTAKEN: RawBuilder<boolean> = sql`(
  (w.party_id is not null
    and exists (select from procedure.act n where n.case_id = a.case_id and n.act = a.act and n.id > a.id))
  or exists (select from cases.decision d where d.case_id = a.case_id and d.at >= a.at)
  or exists (select from cases.closure x where x.case_id = a.case_id and x.at >= a.at)
  or exists (select from procedure.act b where b.case_id = a.case_id and b.act = 'withdraw' and b.at >= a.at
    and (not b.data ? 'others' or b.for_party = w.party_id))
  or (w.party_id is not null and not exists (select from cases.party_role r
    where r.case_id = a.case_id and r.party_id = w.party_id and r.role <> 'former')))`;

/** An order that nobody has answered in time, with the parties that have not. */
export interface Unanswered {
  readonly act: 'request-completion' | 'communicate' | 'ask-opinion';
  readonly data: { readonly [name: string]: unknown };
  /** `YYYY-MM-DD`. */
  readonly last: string;
  /** Names of those who have not answered; of a referral who was asked. */
  readonly parties: readonly string[];
}

/** What the unit has been told of in a case and still waits for, the oldest first. */
export async function unansweredIn(db: Db, caseId: string): Promise<readonly Unanswered[]> {
  const { rows } = await sql<Unanswered>`select a.act, a.data, w.last_day::text as last,
      array_agg(coalesce(p.name, a.data->>'namn') order by p.name) as parties
    from procedure.awaited w join procedure.act a on a.id = w.act_id left join identity.party p on p.id = w.party_id
    where w.case_id = ${caseId} and w.listed_at is not null and not ${OVERTAKEN}
    group by a.id, w.last_day order by a.id`.execute(db);
  return rows;
}
