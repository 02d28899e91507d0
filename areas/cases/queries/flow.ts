import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** How cases of one service move through one element of its process. Times in seconds of legal time. */
export interface StepFlow {
  readonly element: string;
  readonly inside: number;
  readonly hindered: number;
  readonly through: number;
  readonly median: number | null;
  /** Nine of ten are through within this time. */
  readonly most: number | null;
  /** How long the one that came first has been there. */
  readonly oldest: number | null;
}

/** Where the cases of a service stand now, and how long the steps took for those that went through since `since`. */
export async function flowOf(
  db: Db,
  { service, process, since, now }: { service: string; process: string; since: string; now: string },
): Promise<StepFlow[]> {
  const instances = sql`select i.id from runtime.instance i join runtime.definition d on d.id = i.definition_id
    join cases.case c on c.id = i.business_key where c.service = ${service} and d.process = ${process}`;
  const { rows } = await sql<StepFlow>`with running as (${instances}),
    stay as (select h.element, extract(epoch from h.at - e.at)::float8 as seconds from runtime.history h
      cross join lateral (select e.at from runtime.history e where e.instance_id = h.instance_id and e.element = h.element
        and e.what = 'entered' and e.id < h.id order by e.id desc limit 1) e
      where h.instance_id in (select id from running) and h.what = 'completed' and h.at >= ${since}::timestamptz),
    passed as (select element, count(*)::int as through, percentile_cont(0.5) within group (order by seconds) as median,
      percentile_cont(0.9) within group (order by seconds) as most from stay group by element),
    standing as (select t.element, count(distinct t.instance_id)::int as inside,
        extract(epoch from ${now}::timestamptz - min(e.at))::float8 as oldest
      from runtime.token t left join lateral (select e.at from runtime.history e where e.instance_id = t.instance_id
        and e.element = t.element and e.what = 'entered' order by e.id desc limit 1) e on true
      where t.instance_id in (select id from running) group by t.element),
    hinder as (select i.element, count(*)::int as hindered from runtime.incident i
      left join runtime.incident_end x on x.incident_id = i.id
      where x.incident_id is null and i.element is not null and i.instance_id in (select id from running) group by i.element)
    select element, coalesce(inside, 0) as inside, coalesce(hindered, 0) as hindered, coalesce(through, 0) as through, median, most, oldest
    from standing full join passed using (element) full join hinder using (element)`.execute(db);
  return rows;
}

/** Open cases of each service. */
export async function openByService(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ service: string; n: number }>`select c.service, count(*)::int as n from cases.case c
    where not exists (select from cases.closure x where x.case_id = c.id) group by c.service`.execute(db);
  return new Map(rows.map((row) => [row.service, row.n]));
}

export interface CaseName {
  readonly number: string;
  readonly version: string;
}

/** Number and version of cases, for naming what hinders them. */
export async function caseNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, CaseName>> {
  const { rows } = await sql<CaseName & { id: string }>`select id, number, service_version as version from cases.case
    where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
