import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A case of the registry without anything about anybody. */
export interface OpenCase {
  readonly number: string;
  readonly board: string;
  readonly matter: string;
  readonly received: string;
  readonly decided: string | null;
  readonly outcome: string | null;
  readonly closed: string | null;
}

export interface CompileFilter {
  readonly board: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number;
}

/**
 * Cases of the registry, newest first, for a compilation (TF 2 kap. 6 §). A case with any entry that the registry
 * withholds, or whose matter is marked, is not in it: what is secret one by one is secret together. What a board or its chair has decided is in it
 * once the parties have been told, which closes the case.
 */
export async function openCases(db: Db, { board, from, to, limit }: CompileFilter): Promise<OpenCase[]> {
  const { rows } = await sql<OpenCase>`select c.number, c.board, c.matter, c.arrival_day::text as received,
      d.day::text as decided, d.outcome,
      (x.at at time zone 'Europe/Stockholm')::date::text as closed
    from cases.case c
    left join cases.closure x on x.case_id = c.id
    left join lateral (select cases.decision_day(d) as day, d.outcome from cases.decision d
      where d.case_id = c.id and (d.decided_by in ('automated', 'officer') or x.at is not null)
      order by d.id desc limit 1) d on true
    where c.register = 'diarium'
      and exists (select from cases.entry n where n.case_id = c.id)
      and not exists (select from cases.entry n join cases.public_entry e on e.id = n.id where n.case_id = c.id and (e.withheld or e.matter is null))
      and (${board ?? null}::text is null or c.board = ${board ?? null}::text)
      and (${from ?? null}::date is null or c.arrival_day >= ${from ?? null}::date)
      and (${to ?? null}::date is null or c.arrival_day <= ${to ?? null}::date)
    order by c.arrival_day desc, c.id desc limit ${limit}`.execute(db);
  return rows;
}
