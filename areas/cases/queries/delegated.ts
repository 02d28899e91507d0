import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A decision made for a board under its delegation register. Nobody's name is among it. */
export interface DelegatedDecision {
  readonly id: string;
  readonly number: string;
  readonly board: string;
  readonly version: string;
  readonly ground: string;
  readonly outcome: string;
  readonly delegation: string;
  readonly automated: boolean;
  readonly at: string;
}

/** When it was made: of what a chair decided and somebody entered later, the first moment of its day. */
const MADE = sql`case when cases.decision_day(d) = (d.at at time zone 'Europe/Stockholm')::date then d.at
  else cases.decision_day(d)::timestamp at time zone 'Europe/Stockholm' end`;

/**
 * Decisions under delegation for a board, the one that had the case then, oldest first, that are not among those that `told` names (`schema.table` with a
 * `decision_id`). `under` takes only those under these delegations, or all but these.
 */
export async function delegatedDecisions(
  db: Db,
  board: string,
  {
    told,
    under,
  }: { readonly told: string; readonly under: { readonly ids: readonly string[]; readonly not: boolean } },
): Promise<DelegatedDecision[]> {
  const { rows } =
    await sql<DelegatedDecision>`select d.id, c.number, ${board} as board, c.service_version as version, d.ground,
      d.outcome, d.delegation, d.decided_by = 'automated' as automated,
      to_char(${MADE} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from cases.decision d join cases.case c on c.id = d.case_id
    where coalesce(d.board, c.board) = ${board} and d.delegation is not null
      and (d.delegation = any(${[...under.ids]}::text[])) <> ${under.not}
      and not exists (select from ${sql.table(told)} t where t.decision_id = d.id)
    order by ${MADE}, d.id`.execute(db);
  return rows;
}
