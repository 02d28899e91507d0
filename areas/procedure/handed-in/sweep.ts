import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { pageByPage } from '#platform/one-by-one.ts';
import { type Lists, listHandedIn } from './task.ts';
import { HANDED_IN, type HandedIn, KINDS, WAITS } from './waiting.ts';

/** The house itself acts: something waits. */
const SYSTEM: Actor = { kind: 'system', function: 'handed-in' };
const AT_ONCE = 200;

/**
 * Puts right what the acts themselves do not see: the task of a case that was decided meanwhile goes (FL 12 §), one that was
 * ended with the case's processes comes again while its appeal waits, and a case that another unit works by now has it
 * there. Two statements for each kind, and a transaction for each case that is to be put right.
 */
export async function sweepHandedIn(db: Db, lists: Lists): Promise<void> {
  for (const what of KINDS)
    await pageByPage(
      AT_ONCE,
      (after) => amiss(db, what, after),
      ({ id }) =>
        transaction(db, async (tx) => {
          await sql`select from cases.case where id = ${id} for update`.execute(tx);
          await listHandedIn(tx, lists, id, { what, actor: SYSTEM });
        }),
    );
}

/** Cases with a task of this kind too many, for another unit, or too few; those after one of them. */
async function amiss(db: Db, what: HandedIn, after: string): Promise<readonly { readonly id: string }[]> {
  const form = sql.lit(HANDED_IN[what]);
  const { rows } = await sql<{
    id: string;
  }>`select id from (select t.business_key::uuid as id from runtime.task t where t.form = ${form}
      and (not exists (select from procedure.act a where a.case_id = t.business_key::uuid and ${WAITS[what]})
        or not exists (select from cases.case c where c.id = t.business_key::uuid
          and c.unit || '/handlaggare' = any(t.candidate_groups)))
    union select a.case_id from procedure.act a where ${WAITS[what]}
      and not exists (select from runtime.task t where t.business_key = a.case_id and t.form = ${form})) x
    where id > ${after}::uuid order by id limit ${AT_ONCE}`.execute(db);
  return rows;
}
