import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** How long an element took those that went through. Seconds of legal time. */
export interface Stay {
  readonly element: string;
  readonly through: number;
  readonly median: number;
  /** Nine of ten were through within this time. */
  readonly most: number;
}

/** Instances that times are taken from: enough for a median that holds, few enough to be read while one waits. */
const SAMPLE = 1000;

/**
 * How long elements took in the newest instances of these definitions (at most `SAMPLE` of them, ended since `since` or
 * running), read from history. The work is bounded by the sample, not by how many instances there are.
 */
export async function stays(db: Db, definitions: readonly string[], since: string): Promise<Stay[]> {
  const { rows } = await sql<Stay>`
    with newest as (select i.id from unnest(${[...definitions]}::uuid[]) as d(id) cross join lateral (
        (select id, ended_at as at from runtime.instance where definition_id = d.id and ended_how = 'completed'
          and ended_at is not null and ended_at >= ${since}::timestamptz order by ended_at desc limit ${SAMPLE})
        union all
        (select id, started_at from runtime.instance where definition_id = d.id and ended_at is null
          order by started_at desc limit ${SAMPLE})) i
      order by i.at desc limit ${SAMPLE}),
    steps as (select h.element, h.what, h.at, lag(h.what) over w as before, lag(h.at) over w as entered
      from newest n join runtime.history h on h.instance_id = n.id
      where h.what in ('entered', 'completed') window w as (partition by h.instance_id, h.element, h.token order by h.id)),
    passed as (select element, extract(epoch from at - entered)::float8 as seconds from steps
      where what = 'completed' and before = 'entered' and at >= ${since}::timestamptz)
    select element, count(*)::int as through, percentile_cont(0.5) within group (order by seconds) as median,
      percentile_cont(0.9) within group (order by seconds) as most from passed group by element`.execute(db);
  return rows;
}
