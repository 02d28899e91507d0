import { sql } from 'kysely';
import { UNANSWERED } from '#areas/cases/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { pageByPage } from '#platform/one-by-one.ts';
import { OVERTAKEN } from './awaited.ts';
import { type Lists, listUnanswered } from './task.ts';

/** The house itself acts: time has run. */
const SYSTEM: Actor = { kind: 'system', function: 'unanswered' };
const AT_ONCE = 200;

/**
 * Tells the units of the answers that have not come when the last day has passed, and puts right what the acts themselves do
 * not see: the task of a case that its process decided goes, and a case that another unit works by now has it there. One
 * statement along what waits, and a transaction for each case that is to be put right.
 */
export async function sweepUnanswered(db: Db, lists: Lists, now: string): Promise<void> {
  const today = legalDay(Temporal.Instant.from(now)).toString();
  await pageByPage(
    AT_ONCE,
    (after) => amiss(db, today, after),
    ({ id }) =>
      transaction(db, async (tx) => {
        await sql`select from cases.case where id = ${id} for update`.execute(tx);
        await listUnanswered(tx, lists, id, { actor: SYSTEM, now });
      }),
  );
}

/** Cases whose day has passed, and those with a task too many, for another unit, or that somebody has done. */
async function amiss(db: Db, today: string, after: string): Promise<readonly { readonly id: string }[]> {
  const ours = sql`select from runtime.task t where t.business_key = w.case_id and t.form = ${sql.lit(UNANSWERED)}`;
  const { rows } = await sql<{ id: string }>`select id from (
      select w.case_id as id from procedure.awaited w where w.listed_at is null and w.last_day < ${today}::date
      union select w.case_id from procedure.awaited w join procedure.act a on a.id = w.act_id
        join cases.case c on c.id = w.case_id
        where w.listed_at is not null
          and (${OVERTAKEN} or not exists (${ours} and c.unit || '/handlaggare' = any(t.candidate_groups)))
      union select t.business_key from runtime.task t where t.form = ${sql.lit(UNANSWERED)} and not exists (
        select from procedure.awaited w where w.case_id = t.business_key and w.listed_at is not null)) x
    where id > ${after}::uuid order by id limit ${AT_ONCE}`.execute(db);
  return rows;
}
