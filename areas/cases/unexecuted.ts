import { type RawBuilder, sql } from 'kysely';
import { type Db, pipelined } from '#platform/database/index.ts';
import type { Ground } from '#platform/town/index.ts';

/** Outcomes that give somebody something to be carried out. */
export const FAVOURABLE: readonly string[] = ['approved', 'partly-approved'];

/**
 * SoL (2025:400) 34 kap. 1 §: a decision to the person's good on a ground that is reported waits to be carried out from its
 * own day. Call it with each decision, in the transaction that makes it.
 */
export async function awaitExecution(
  tx: Db,
  { id, ground, outcome }: { readonly id: string; readonly ground: Ground; readonly outcome: string },
): Promise<void> {
  if (ground.unexecuted === undefined || !FAVOURABLE.includes(outcome)) return;
  await pipelined(
    tx,
    sql`insert into cases.unexecuted (id, decision_id, case_id, since, at)
      select d.id, d.id, d.case_id, cases.decision_day(d), d.at from cases.decision d where d.id = ${id}`,
  );
}

/** Carrying a decision out was interrupted on a day, as the act `id` says: it waits to be carried out again. */
export async function awaitAgain(
  tx: Db,
  interrupted: { readonly id: string; readonly decision: string; readonly day: string; readonly at: string },
): Promise<void> {
  const { id, decision, day, at } = interrupted;
  await sql`insert into cases.unexecuted (id, decision_id, case_id, since, at)
    select ${id}, d.id, d.case_id, ${day}::date, ${at}::timestamptz from cases.decision d where d.id = ${decision}`.execute(
    tx,
  );
}

/** The wait for a decision, or since an interruption, is over: it is carried out, or the person does not want it. */
export function endWait(tx: Db, { wait, at }: { readonly wait: string; readonly at: string }): Promise<void> {
  return end(tx, sql`id = ${wait}`, at);
}

/** Another decision takes the place of this one (FL 37 §): nothing waits for it any more. */
export function endWaitsFor(
  tx: Db,
  { decision, at }: { readonly decision: string; readonly at: string },
): Promise<void> {
  return end(tx, sql`decision_id = ${decision}`, at);
}

/** The order to pay what the newest decision of a case gives has been received: it is carried out. */
export function endByPayment(tx: Db, { caseId, at }: { readonly caseId: string; readonly at: string }): Promise<void> {
  const newest = sql`(select d.id from cases.decision d where d.case_id = ${caseId} order by d.id desc limit 1)`;
  return end(tx, sql`id = ${newest}`, at);
}

/** Whose end is written on the last day of the three months or before is in no report, of no quarter: its row goes. */
async function end(tx: Db, which: RawBuilder<unknown>, at: string): Promise<void> {
  await pipelined(
    tx,
    sql`delete from cases.unexecuted where ${which} and ended_at is null
      and (${at}::timestamptz at time zone 'Europe/Stockholm')::date <= since + interval '3 months'`,
  );
  await pipelined(
    tx,
    sql`update cases.unexecuted set ended_at = ${at}::timestamptz where ${which} and ended_at is null`,
  );
}
