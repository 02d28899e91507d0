import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** One stay of a token at an element: when it came, and when and how it left. Who did it is not among it. */
export interface Visit {
  readonly id: string;
  readonly element: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
  readonly how: 'completed' | 'cancelled' | null;
}

/** What an instance has been through, the newest first, a page at a time; `before` is the last id of the page before. */
export async function instanceVisits(
  db: Db,
  instance: string,
  { limit, before }: { limit: number; before?: string },
): Promise<Visit[]> {
  const { rows } = await sql<Visit>`
    select e.id, e.element, e.at as from, x.at as to, x.what as how from runtime.history e
    left join lateral (select l.at, l.what from runtime.history l where l.instance_id = e.instance_id and l.id > e.id
      and l.element = e.element and l.token = e.token and l.what in ('completed', 'cancelled') order by l.id limit 1) x on true
    where e.instance_id = ${instance} and (${before ?? null}::uuid is null or e.id < ${before ?? null}::uuid)
      and e.what = 'entered' order by e.id desc limit ${limit}`.execute(db);
  return rows;
}

/** The way of an instance, for its picture: elements completed and flows taken, each once. */
export async function instancePath(db: Db, instance: string): Promise<{ done: string[]; taken: string[] }> {
  const { rows } = await sql<{ done: string[]; taken: string[] }>`select
    coalesce(array_agg(distinct element) filter (where what = 'completed'), '{}') as done,
    coalesce(array_agg(distinct element) filter (where what = 'took'), '{}') as taken
    from runtime.history where instance_id = ${instance}`.execute(db);
  return rows[0] ?? { done: [], taken: [] };
}
