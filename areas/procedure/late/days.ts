import { type RawBuilder, sql } from 'kysely';
import type { CasesOptions } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { applies, type Service } from '#platform/town/index.ts';

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

/** All who apply have taken it back: nothing is to be decided but that (an act of `withdraw` that names no others). */
const withdrawn = sql`exists (select from procedure.act a where a.case_id = u.case_id and a.act = 'withdraw'
  and not a.data ? 'others')`;

/**
 * Each day that a case of the units is past, as rows of `case_id, kind, day`. Every part goes along an index of days or of
 * what is open: what was decided in time and closed is never read.
 */
export function pastDays(
  versions: readonly VersionDays[],
  units: readonly string[],
  today: Temporal.PlainDate,
): RawBuilder<unknown> {
  const day = sql`${today.toString()}::date`;
  const began = sql`(${today.toString()}::date::timestamp at time zone 'Europe/Stockholm')`;
  const half = sql`${today.subtract({ months: 6 }).add({ days: SLACK }).toString()}::date`;
  const of = sql`any(${[...units]}::text[])`;
  const undecided = sql`jsonb_to_recordset(${JSON.stringify(versions)}::jsonb)
    v (version text, within text, before date, six boolean) join cases.undecided u on u.unit = ${of} and u.service_version = v.version`;
  return sql`select w.case_id, 'task' as kind, ${legal(sql`w.due`)} as day from cases.work w
      where w.unit = ${of} and w.due < ${began}
    union all
    select c.id, 'task', ${legal(sql`t.due`)} from runtime.task t ${caseOf(sql`t.business_key`)}
      where t.due < ${began} and not cases.is_for_staff(t.candidate_groups) and c.unit = ${of}
    union all
    select u.case_id, 'promise', d.day from ${undecided} and u.arrival_day < v.before
      cross join lateral (select (u.arrival_day + case when exists (select from cases.pause p where p.case_id = u.case_id)
        then cases.paused_days(u.case_id, ${day}) else 0 end + v.within::interval)::date as day) d
      where d.day < ${day} and not ${withdrawn}
    union all
    select u.case_id, 'six-months', (u.arrival_day + interval '6 months')::date from ${undecided} and u.arrival_day < ${half}
      where v.six and (u.arrival_day + interval '6 months')::date < ${day} and not ${withdrawn}
        and exists (select from cases.party_role r where r.case_id = u.case_id)
    union all
    select u.case_id, 'request', (a.data->>'due')::date from ${undecided} and u.arrival_day < ${half}
      join procedure.act a on a.case_id = u.case_id and a.act = 'request-decision'
      where (a.data->>'due')::date < ${day} and not ${withdrawn}
        and not exists (select from procedure.act e where e.about = a.id)
    union all
    select u.case_id, 'set', u.due from cases.undecided u where u.unit = ${of} and u.due < ${day} and not ${withdrawn}
    union all
    select c.id, 'appeal', ${legal(sql`a.at`)} + 7 from procedure.act a ${caseOf(sql`a.case_id`)}
      where a.act in ('appeal', 'register-appeal') and a.at < ${began} - interval '7 days' and c.unit = ${of}
        and not exists (select from procedure.act e where e.about = a.id)
    union all
    select c.id, 'unexecuted', (w.since + interval '3 months')::date from cases.unexecuted w
      ${caseOf(sql`w.case_id`)} join cases.decision d on d.id = w.decision_id
      join jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) v (version text, reported jsonb) on v.version = c.service_version
      where w.ended_at is null and (w.since + interval '3 months')::date < ${day} and c.unit = ${of} and v.reported ? d.ground`;
}
