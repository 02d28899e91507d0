import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** `failed`: one that another called, and that ended in an error. */
export type InstanceState = 'running' | 'hindered' | 'suspended' | 'completed' | 'cancelled' | 'failed';

/** A place in a list: what stands after it comes next. Times are kept to the microsecond, as the database has them. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

export interface Wanted {
  readonly definitions: readonly string[];
  readonly state: InstanceState;
  /** Only where a token stands at this element (running ones). */
  readonly element?: string;
  readonly after?: Cursor;
  readonly limit: number;
}

/** One row of the list. `at` orders it: start of running ones, since when it stands at the asked element, else its end. */
export interface Listed {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly businessKey: string | null;
  readonly definition: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  /** What stands for something that runs inside is left out. */
  readonly tokens: readonly { readonly element: string; readonly since: string }[];
  readonly incidents: number;
}

/**
 * Instances by state, a page at a time: running ones oldest first (at an element: who has stood there longest), ended
 * ones newest first. Every page reads only its own rows off an index, whatever the number of instances.
 */
export async function listInstances(db: Db, wanted: Wanted): Promise<Listed[]> {
  const few = wanted.element !== undefined && (await areFew(db, wanted.definitions));
  const { rows } = await sql<Listed>`
    with page as materialized (${pageOf(wanted, few)})
    select p.id, p.at, i.business_key as "businessKey", i.definition_id as definition, i.started_at as "startedAt",
      i.ended_at as "endedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('element', t.element, 'since', t.since) order by t.since, t.id), '[]')
        from runtime.token t where t.instance_id = p.id and t.state not in ('scope', 'loop')) as tokens,
      (select count(*)::int from runtime.incident x where x.instance_id = p.id
        and not exists (select from runtime.incident_end e where e.incident_id = x.id)) as incidents
    from page p join runtime.instance i on i.id = p.id
    order by p.at ${isEnded(wanted.state) ? sql`desc` : sql`asc`}, p.id ${isEnded(wanted.state) ? sql`desc` : sql`asc`}`.execute(
    db,
  );
  return rows;
}

function isEnded(state: InstanceState): boolean {
  return state === 'completed' || state === 'cancelled' || state === 'failed';
}

function pageOf(wanted: Wanted, few: boolean): RawBuilder<unknown> {
  if (isEnded(wanted.state)) return endedPage(wanted);
  if (wanted.state === 'hindered') return hinderedPage(wanted);
  if (wanted.state === 'suspended') return suspendedPage(wanted);
  return wanted.element === undefined ? runningPage(wanted) : standingPage(wanted, wanted.element, few);
}

/** Up to so many running instances are read one by one and sorted; above it the index over all tokens is walked. */
const FEW = 5000;

/**
 * Whether the definitions have few running instances. Services may share element ids: without this a small service
 * would walk through all tokens of a large one to find its own.
 */
async function areFew(db: Db, definitions: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from runtime.instance
    where definition_id = any(${[...definitions]}::uuid[]) and ended_at is null limit ${FEW + 1}) as found`.execute(db);
  return (rows[0]?.n ?? 0) <= FEW;
}

const perDefinition = (wanted: Wanted) => sql`unnest(${[...wanted.definitions]}::uuid[]) as d(id)`;

function runningPage(wanted: Wanted): RawBuilder<unknown> {
  return sql`select r.id, r.at from ${perDefinition(wanted)} cross join lateral (
      select i.id, i.started_at as at from runtime.instance i where i.definition_id = d.id and i.ended_at is null
        and ${later(wanted.after, sql`i.started_at`, sql`i.id`)} order by i.started_at, i.id limit ${wanted.limit}) r
    order by r.at, r.id limit ${wanted.limit}`;
}

function endedPage(wanted: Wanted): RawBuilder<unknown> {
  const { after } = wanted;
  const earlier =
    after === undefined ? sql`true` : sql`(i.ended_at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return sql`select r.id, r.at from ${perDefinition(wanted)} cross join lateral (
      select i.id, i.ended_at as at from runtime.instance i where i.definition_id = d.id and i.ended_how = ${wanted.state}
        and i.ended_at is not null and ${earlier} order by i.ended_at desc, i.id desc limit ${wanted.limit}) r
    order by r.at desc, r.id desc limit ${wanted.limit}`;
}

/** Several tokens of one instance at the element, as in a loop, are one row: it has stood there since the first. */
function standingPage(wanted: Wanted, element: string, few: boolean): RawBuilder<unknown> {
  const running = sql`select i.id from runtime.instance i
    where i.definition_id = any(${[...wanted.definitions]}::uuid[]) and i.ended_at is null`;
  const own = few
    ? sql`(with own as materialized (${running}) select t.* from own join runtime.token t on t.instance_id = own.id)`
    : sql`(select t.* from runtime.token t join runtime.instance i on i.id = t.instance_id
        where i.definition_id = any(${[...wanted.definitions]}::uuid[]))`;
  return sql`select t.instance_id as id, t.since as at from ${own} t
    where t.element = ${element} and ${later(wanted.after, sql`t.since`, sql`t.instance_id`)}
      and not exists (select from runtime.token o where o.instance_id = t.instance_id and o.element = t.element
        and (o.since, o.id) < (t.since, t.id))
    order by t.since, t.instance_id limit ${wanted.limit}`;
}

/** Few by nature: read whole, ordered by the first incident that is open. */
function hinderedPage(wanted: Wanted): RawBuilder<unknown> {
  const at = sql`min(x.first_at)`;
  const { element } = wanted;
  return sql`select i.id, ${at} as at from runtime.incident x join runtime.instance i on i.id = x.instance_id
    where not exists (select from runtime.incident_end e where e.incident_id = x.id)
      and i.ended_at is null and i.definition_id = any(${[...wanted.definitions]}::uuid[])
      and (${element ?? null}::text is null or x.element = ${element ?? null}::text)
    group by i.id having ${later(wanted.after, at, sql`i.id`)} order by at, i.id limit ${wanted.limit}`;
}

/** Those that staff let stand still, with all that they have called; first who has stood there longest. */
function suspendedPage(wanted: Wanted): RawBuilder<unknown> {
  const { element } = wanted;
  return sql`select i.id, v.at from runtime.suspension s join runtime.intervention v on v.id = s.intervention_id
    join runtime.instance i on i.id = s.instance_id or i.root_id = s.instance_id
    where i.ended_at is null and i.definition_id = any(${[...wanted.definitions]}::uuid[])
      and (${element ?? null}::text is null or exists (select from runtime.token t
        where t.instance_id = i.id and t.element = ${element ?? null}::text))
      and ${later(wanted.after, sql`v.at`, sql`i.id`)} order by v.at, i.id limit ${wanted.limit}`;
}

function later(after: Cursor | undefined, at: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return after === undefined ? sql`true` : sql`(${at}, ${id}) > (${after.at}::timestamptz, ${after.id}::uuid)`;
}
