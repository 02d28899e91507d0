import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A decision that a board made at a meeting, as its minutes have it. */
export interface BoardDecision {
  readonly id: string;
  readonly number: string;
  readonly board: string;
  readonly ground: string;
  readonly outcome: string;
  /** The day of the meeting, `YYYY-MM-DD`, and the paragraph of its minutes. */
  readonly meeting: string;
  readonly minutes: string;
  /** When it was entered: an instant, RFC 3339. */
  readonly at: string;
}

/**
 * What boards decided at meetings until this day and goes to laglighetsprövning, oldest meeting first, beside what `told`
 * names (`schema.table` with a `decision_id`): its time to appeal runs from the announcement of the minutes (KL 13 kap. 5 §).
 */
export async function boardDecisions(
  db: Db,
  { told, until }: { readonly told: string; readonly until: Temporal.PlainDate },
): Promise<readonly BoardDecision[]> {
  const { rows } =
    await sql<BoardDecision>`select d.id, c.number, coalesce(d.board, c.board) as board, d.ground, d.outcome, d.meeting::text as meeting,
      d.minutes, to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from cases.decision d join cases.case c on c.id = d.case_id
    where d.decided_by = 'board' and d.meeting <= ${until.toString()}::date
      and coalesce(c.grounds ->> d.ground, 'laglighetsprovning') like 'laglighetsprovning%'
      and not exists (select from ${sql.table(told)} t where t.decision_id = d.id)
    order by d.meeting, coalesce(d.board, c.board), d.id`.execute(db);
  return rows;
}
