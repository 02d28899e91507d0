import { type RawBuilder, sql } from 'kysely';
import type { CasesOptions } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { applies, type Service } from '#platform/town/index.ts';
import type { Day } from './asked.ts';

/** What the days of a version's cases are counted from. */
export interface VersionDays {
  readonly version: string;
  /** The promise, ISO 8601; null of a service that promises nothing. */
  readonly within: string | null;
  /** The last day of arrival that can be past it, whatever its pauses were. */
  readonly before: string | null;
  /** FL 12 § applies to some ground. */
  readonly six: boolean;
  /** Grounds whose favourable decisions are reported while they are not carried out. */
  readonly reported: readonly string[];
}

/** Counted back and forth over the end of a month a day may differ by this much; which it is, the day itself says. */
const SLACK = 3;

/** The versions that the units have undecided or waiting cases of, with what their days are counted from. */
export async function versionDays(
  db: Db,
  catalogue: Pick<CasesOptions['catalogue'], 'readable'>,
  units: readonly string[],
  today: Temporal.PlainDate,
): Promise<readonly VersionDays[]> {
  // One look along the index for each version, not one row for each case.
  const { rows } = await sql<{ version: string }>`with recursive v as (
      select k.unit, (select min(u.service_version) from cases.undecided u where u.unit = k.unit) as version
        from unnest(${[...units]}::text[]) k (unit)
      union all select v.unit, (select min(u.service_version) from cases.undecided u
        where u.unit = v.unit and u.service_version > v.version) from v where v.version is not null)
    select version from v where version is not null
    union select c.service_version from cases.unexecuted w join cases.case c on c.id = w.case_id
      where w.ended_at is null and w.since < ${today.subtract({ months: 3 }).add({ days: SLACK }).toString()}::date`.execute(
    db,
  );
  return Promise.all(
    rows.map(async ({ version }) => daysOf(version, (await catalogue.readable(db, version))?.definition, today)),
  );
}

/** Of a version that cannot be read no day of its own is known; what parties and officers have set holds all the same. */
function daysOf(version: string, definition: Service['definition'] | undefined, today: Temporal.PlainDate) {
  const { decisionWithin } = definition?.promise ?? {};
  const grounds = definition?.grounds ?? [];
  return {
    version,
    within: decisionWithin ?? null,
    before: decisionWithin === undefined ? null : today.subtract(decisionWithin).add({ days: SLACK }).toString(),
    six: grounds.some(({ regime }) => applies(regime, 12)),
    reported: grounds.flatMap(({ id, unexecuted }) => (unexecuted ? [id] : [])),
  };
}

/** The legal day of an instant. */
const legal = (at: RawBuilder<unknown>) => sql`(${at} at time zone 'Europe/Stockholm')::date`;

/** The case of each row, looked up by its id: never found by going through the cases of a unit. */
const caseOf = (id: RawBuilder<unknown>) => sql`cross join lateral (select c.id, c.unit, c.service_version
  from cases.case c where c.id = ${id} offset 0) c`;

/** Each kind of day is a column of `late`, null where it is not past: a case is one row, however many days it is past. */
const COLUMN: { readonly [kind in Day]: RawBuilder<unknown> } = {
  task: sql.id('task'),
  promise: sql.id('promise'),
  'six-months': sql.id('six_months'),
  request: sql.id('request'),
  set: sql.id('set_day'),
  appeal: sql.id('appeal'),
  unexecuted: sql.id('unexecuted'),
};

/** The days that a row of `late`, named `x`, is past, as JSON: the oldest first. */
export const daysOfRow = sql`(select jsonb_agg(jsonb_build_object('kind', d.kind, 'day', d.day) order by d.day, d.kind)
  from (values ${sql.join(Object.entries(COLUMN).map(([kind, column]) => sql`(${sql.lit(kind)}, x.${column})`))}) d (kind, day)
  where d.day is not null)`;

/** What the days are read from, each once: `pastDays`. */
export interface DaysAsked {
  readonly versions: readonly VersionDays[];
  readonly units: readonly string[];
  readonly today: Temporal.PlainDate;
}

const among = (units: readonly string[]) => sql`any(${[...units]}::text[])`;

/**
 * What of the units is undecided, with the acts and pauses of that, and the open tasks of parties in every unit, since a
 * task of theirs is in no unit's list: tables of a `with` that days and reasons are both made of.
 */
export function readOnce({ units }: Pick<DaysAsked, 'units'>): RawBuilder<unknown> {
  return sql`open as materialized (select u.* from cases.undecided u where u.unit = ${among(units)}),
    acts as materialized (select a.* from open u join procedure.act a on a.case_id = u.case_id
      where a.act in ('withdraw', 'tell-delay', 'request-completion', 'communicate', 'request-decision')),
    pauses as materialized (select p.* from open u join cases.pause p on p.case_id = u.case_id),
    parties as materialized (select t.business_key as case_id, t.due from runtime.task t
      where not cases.is_for_staff(t.candidate_groups))`;
}

/**
 * The cases of the units that are past a day, as the table `late` of a `with`, from the tables of `readOnce` and from `staff`
 * (`staffOf`): one row each with its first day, the first of each kind (`daysOfRow`), and what `staff` says of it. Every part
 * goes along an index of days or of what is open: what was decided in time and closed is never read.
 */
export function pastDays(asked: DaysAsked): RawBuilder<unknown> {
  const { task, promise, set } = COLUMN;
  return sql`waiting as materialized (${undecided(asked)}),
    seldom as materialized (select k.case_id, k.unit,
        ${sql.join((['task', 'request', 'appeal', 'unexecuted'] as const).map((kind) => sql`min(k.day) filter (where k.kind = ${sql.lit(kind)}) as ${COLUMN[kind]}`))}
      from (${seldom(asked)}) k group by k.case_id, k.unit),
    past as (select case_id, coalesce(w.unit, s.unit, o.unit) as unit, s.service, s.reasons, s.case_id is not null as listed,
        least(case when s.due < ${began(asked)} then ${legal(sql`s.due`)} end, o.${task}) as ${task},
        w.${promise}, w.${COLUMN['six-months']}, o.${COLUMN.request}, w.${set}, o.${COLUMN.appeal}, o.${COLUMN.unexecuted}
      from waiting w full join staff s using (case_id) full join seldom o using (case_id)),
    late as materialized (select x.*, d.day from past x cross join lateral (select
        least(${sql.join(Object.values(COLUMN).map((column) => sql`x.${column}`))}) as day offset 0) d where d.day is not null)`;
}

/** When the day began: what was to be done before is late. */
const began = ({ today }: Pick<DaysAsked, 'today'>) =>
  sql`(${today.toString()}::date::timestamp at time zone 'Europe/Stockholm')`;

/** All who apply have taken it back: nothing is to be decided but that (an act of `withdraw` that names no others). */
const withdrawn = sql`u.case_id in (select a.case_id from acts a where a.act = 'withdraw' and not a.data ? 'others')`;

/** Days of what waits for a decision: the promise, six months, and what the process has set. */
function undecided({ versions, today }: DaysAsked): RawBuilder<unknown> {
  const day = sql`${today.toString()}::date`;
  const half = sql`${today.subtract({ months: 6 }).add({ days: SLACK }).toString()}::date`;
  const past = (column: RawBuilder<unknown>) => sql`case when ${column} < ${day} then ${column} end`;
  return sql`select u.case_id, u.unit, ${past(sql`d.promise`)} as ${COLUMN.promise}, ${past(sql`d.half`)} as ${COLUMN['six-months']},
      ${past(sql`u.due`)} as ${COLUMN.set}
    from open u left join jsonb_to_recordset(${JSON.stringify(versions)}::jsonb)
      v (version text, within interval, before date, six boolean) on v.version = u.service_version
    cross join lateral (select case when u.arrival_day < v.before then (u.arrival_day + v.within
          + case when u.case_id in (select p.case_id from pauses p) then cases.paused_days(u.case_id, ${day}) else 0 end
            * interval '1 day')::date end as promise,
        case when v.six and u.arrival_day < ${half} and exists (select from cases.party_role r where r.case_id = u.case_id)
          then (u.arrival_day + interval '6 months')::date end as half offset 0) d
    where not ${withdrawn}`;
}

/** Days that few cases have, as rows of `case_id, unit, kind, day`. */
function seldom(asked: DaysAsked): RawBuilder<unknown> {
  const { versions, units, today } = asked;
  const day = sql`${today.toString()}::date`;
  return sql`select t.case_id, c.unit, 'task' as kind, ${legal(sql`t.due`)} as day from parties t ${caseOf(sql`t.case_id`)}
      where t.due < ${began(asked)} and c.unit = ${among(units)}
    union all
    select u.case_id, u.unit, 'request', (a.data->>'due')::date from open u
      join acts a on a.case_id = u.case_id and a.act = 'request-decision'
      where (a.data->>'due')::date < ${day} and not ${withdrawn}
        and not exists (select from procedure.act e where e.about = a.id)
    union all
    select c.id, c.unit, 'appeal', ${legal(sql`a.at`)} + 7 from procedure.act a ${caseOf(sql`a.case_id`)}
      where a.act in ('appeal', 'register-appeal') and a.at < ${began(asked)} - interval '7 days' and c.unit = ${among(units)}
        and not exists (select from procedure.act e where e.about = a.id)
    union all
    select c.id, c.unit, 'unexecuted', (w.since + interval '3 months')::date from cases.unexecuted w
      ${caseOf(sql`w.case_id`)} join cases.decision d on d.id = w.decision_id
      join jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) v (version text, reported jsonb) on v.version = c.service_version
      where w.ended_at is null and (w.since + interval '3 months')::date < ${day} and c.unit = ${among(units)}
        and v.reported ? d.ground`;
}
