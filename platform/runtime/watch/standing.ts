import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** Tokens that stand at one element now. Times in seconds of legal time. */
export interface Standing {
  readonly element: string;
  readonly inside: number;
  readonly median: number | null;
  readonly longest: number | null;
  /** Open incidents there. */
  readonly hindered: number;
}

/** Where running instances of these definitions stand, and for how long. */
export async function standing(db: Db, definitions: readonly string[], now: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with stands as (select t.element, count(*)::int as inside,
        extract(epoch from ${now}::timestamptz - percentile_disc(0.5) within group (order by t.since))::float8 as median,
        extract(epoch from ${now}::timestamptz - min(t.since))::float8 as longest
      from runtime.instance i join runtime.token t on t.instance_id = i.id
      where i.definition_id = any(${[...definitions]}::uuid[]) and i.ended_at is null group by t.element),
    hinder as (select x.element, count(*)::int as hindered
      from runtime.incident x join runtime.instance i on i.id = x.instance_id
      where not exists (select from runtime.incident_end e where e.incident_id = x.id)
        and x.element is not null and i.definition_id = any(${[...definitions]}::uuid[]) group by x.element)
    select element, coalesce(inside, 0) as inside, median, longest, coalesce(hindered, 0) as hindered
    from stands full join hinder using (element)`.execute(db);
  return rows;
}

/** How many instances of a definition run, how many of them an open incident hinders, and how many stand still. */
export interface Counts {
  readonly definition: string;
  readonly running: number;
  readonly hindered: number;
  readonly suspended: number;
}

/** Of every definition that has running instances. */
export async function runningCounts(db: Db): Promise<Counts[]> {
  const { rows } = await sql<Counts>`
    with runs as (select definition_id, count(*)::int as running from runtime.instance where ended_at is null group by 1),
    hinders as (select i.definition_id, count(distinct i.id)::int as hindered
      from runtime.incident x join runtime.instance i on i.id = x.instance_id
      where i.ended_at is null and not exists (select from runtime.incident_end e where e.incident_id = x.id) group by 1),
    still as (select i.definition_id, count(*)::int as suspended from runtime.suspension s
      join runtime.instance i on i.id = s.instance_id or i.root_id = s.instance_id where i.ended_at is null group by 1)
    select definition_id as definition, running, coalesce(hindered, 0) as hindered, coalesce(suspended, 0) as suspended
    from runs left join hinders using (definition_id) left join still using (definition_id)`.execute(db);
  return rows;
}
