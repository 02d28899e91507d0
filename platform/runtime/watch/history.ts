import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** One row of an instance's history. Who did it is not among it: operations needs what and when. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly element: string;
  readonly what: 'entered' | 'completed' | 'cancelled' | 'took' | 'started' | 'ended';
  readonly byPerson: boolean;
}

/** The newest rows first, a page at a time; `before` is the last id of the page before. */
export async function instanceHistory(
  db: Db,
  instance: string,
  { limit, before }: { limit: number; before?: string },
): Promise<HistoryEntry[]> {
  const { rows } = await sql<HistoryEntry>`
    select id, at, element, what, by_party is not null as "byPerson" from runtime.history
    where instance_id = ${instance} and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid) and what <> 'took'
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** What an instance has been through, for its picture: elements completed and flows taken, each once. */
export async function instancePath(db: Db, instance: string): Promise<{ done: string[]; taken: string[] }> {
  const { rows } = await sql<{ done: string[]; taken: string[] }>`select
    coalesce(array_agg(distinct element) filter (where what = 'completed'), '{}') as done,
    coalesce(array_agg(distinct element) filter (where what = 'took'), '{}') as taken
    from runtime.history where instance_id = ${instance}`.execute(db);
  return rows[0] ?? { done: [], taken: [] };
}
