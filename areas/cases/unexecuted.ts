import { type RawBuilder, sql } from 'kysely';
import { type Db, pipelined, writeTogether } from '#platform/database/index.ts';
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

/** An order to pay that the finance system has received. `key` is the order's: the same one is never noted twice. */
export interface ReceivedOrder {
  readonly key: string;
  readonly caseId: string;
  readonly amount: string;
  readonly period: string;
  /** Legal time, RFC 3339. */
  readonly at: string;
}

/**
 * Notes the order to pay what the newest decision of a case gives: it is carried out. One statement, so one commit: an order
 * that is written and nothing else would, asked for again, end no wait.
 */
export async function noteOrder(db: Db, { key, caseId, amount, period, at }: ReceivedOrder): Promise<void> {
  const waits = sql`w.id = newest.id and w.ended_at is null and`;
  await writeTogether(
    db,
    sql`with noted as (insert into cases.payment_order (key, case_id, amount, period, received_at)
        values (${key}, ${caseId}, ${amount}::numeric, ${period}, ${at}::timestamptz)
        on conflict (key) do nothing returning case_id),
      newest as (select d.id from noted join cases.decision d on d.case_id = noted.case_id order by d.id desc limit 1),
      unreported as (delete from cases.unexecuted w using newest where ${waits} ${isUnreported(at)})
    update cases.unexecuted w set ended_at = ${at}::timestamptz from newest where ${waits} not ${isUnreported(at)}`,
  );
}

/** Whose end is written on the last day of the three months or before is in no report, of no quarter: its row goes. */
const isUnreported = (at: string): RawBuilder<boolean> =>
  sql`((${at}::timestamptz at time zone 'Europe/Stockholm')::date <= since + interval '3 months')`;

async function end(tx: Db, which: RawBuilder<unknown>, at: string): Promise<void> {
  await pipelined(
    tx,
    sql`delete from cases.unexecuted where ${which} and ended_at is null
      and ${isUnreported(at)}`,
  );
  await pipelined(
    tx,
    sql`update cases.unexecuted set ended_at = ${at}::timestamptz where ${which} and ended_at is null`,
  );
}
