import { sql } from 'kysely';
import { type DelegatedDecision, separateDelegation } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { SEPARATE_DECISIONS, type SeparateDecision, type Town } from '#platform/town/index.ts';
import type { Doing } from './acts/act.ts';
import type { Situation } from './situation.ts';

/** KL 6 kap. 37 §, 7 kap. 5 §: the row of the register that lets the actor make this decision in this case today. */
export function delegationFor(what: SeparateDecision, { actor, view, today }: Situation, town: Town) {
  if (actor.kind !== 'staff') return undefined;
  return separateDelegation(town, actor.roles, what, { board: view.board, day: today });
}

/** What the act stores of it; the act has been refused when there is none. */
export function heldFor(what: SeparateDecision, { situation, request }: Pick<Doing, 'situation' | 'request'>) {
  return { delegation: delegationFor(what, situation, request.town)?.id ?? null };
}

/**
 * Decisions beside those that settle cases, made for a board under its register, in the shape and by the rules of
 * `delegatedDecisions`: the outcome is what was decided, the ground that of the case.
 */
export async function delegatedActs(
  db: Db,
  board: string,
  {
    told,
    under,
  }: { readonly told: string; readonly under: { readonly ids: readonly string[]; readonly not: boolean } },
): Promise<DelegatedDecision[]> {
  const { rows } = await sql<DelegatedDecision>`select a.id, c.number, ${board} as board, c.service_version as version,
      coalesce((select d.ground from cases.decision d where d.case_id = c.id order by d.id desc limit 1), '') as ground,
      a.act as outcome, a.data->>'delegation' as delegation, false as automated,
      to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from procedure.act a join cases.case c on c.id = a.case_id
    where coalesce(a.board, c.board) = ${board} and a.act = any(${[...SEPARATE_DECISIONS]}::text[]) and a.data->>'delegation' is not null
      and (a.data->>'delegation' = any(${[...under.ids]}::text[])) <> ${under.not}
      and not exists (select from ${sql.table(told)} t where t.decision_id = a.id)
    order by a.at, a.id`.execute(db);
  return rows;
}
