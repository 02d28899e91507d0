import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { regroupTasks } from '#platform/runtime/index.ts';
import type { Unit } from '#platform/town/index.ts';

/**
 * Hands a case over to another unit, and to its board: the one that decides, by its own delegation register. What waits for
 * staff waits there, taken by nobody; what the case's processes open later follows it (cases.follow_case). `at` is RFC 3339.
 */
export async function handToUnit(
  tx: Db,
  handed: {
    readonly caseId: string;
    readonly from: string;
    readonly to: Pick<Unit, 'id' | 'board'>;
    readonly by: string;
    readonly at: string;
  },
): Promise<void> {
  const { caseId, from, to, by, at } = handed;
  const { rows } = await sql<{ board: string }>`select board from cases.case where id = ${caseId}`.execute(tx);
  const takesOver = rows[0]?.board !== to.board;
  await sql`update cases.case set unit = ${to.id}, board = ${to.board} where id = ${caseId}`.execute(tx);
  await sql`insert into cases.routing (case_id, unit, board, at, by_party, from_unit)
    values (${caseId}, ${to.id}, ${takesOver ? to.board : null}, ${at}::timestamptz, ${by}::uuid, ${from})`.execute(tx);
  await regroupTasks(tx, caseId);
}
