import { type RawBuilder, sql } from 'kysely';
import { type CasesOptions, openable } from '#areas/cases/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Day, LateFilter, Reason } from './asked.ts';
import { type Alike, type Counted, countsOf } from './count.ts';
import { daysOfRow, pastDays, readOnce, versionDays } from './days.ts';
import { absence, asked, bitOf, pausing, reasonsIn, reasonsOf, staffOf } from './reasons.ts';

export const PAGE = 100;

/** A case that is past a day. What tells whose it is, is there only for whoever may open it. */
export interface LateCase {
  readonly unit: string;
  readonly service: string;
  readonly version: string;
  /** Days that it is past, `YYYY-MM-DD`, the first of each kind, the oldest first. */
  readonly days: readonly { readonly kind: Day; readonly day: string }[];
  readonly late: number;
  readonly reasons: readonly Reason[];
  /** Null when the reader may not open the case: then it is counted, and not named. */
  readonly open: OpenLate | null;
}

export interface OpenLate {
  readonly id: string;
  readonly number: string;
  readonly applicant: string | null;
  readonly applicantParty: PartyId | null;
  readonly tasks: readonly LateTask[];
  /** What parties were asked for, and until when. */
  readonly asked: readonly { readonly act: 'request-completion' | 'communicate'; readonly until: string }[];
  readonly pause: { readonly reason: string; readonly note: string | null; readonly until: string } | null;
  /** What was told last about the delay, and the new day. */
  readonly told: { readonly why: string; readonly until: string } | null;
}

export interface LateTask {
  readonly element: string;
  readonly form: string | null;
  readonly groups: readonly string[];
  readonly who: string | null;
  readonly away: boolean;
  /** The last day of the absence; null: nobody knows. */
  readonly awayUntil: string | null;
}

export interface LateList extends Counted {
  readonly cases: readonly LateCase[];
}

export interface LateAsked {
  readonly units: readonly string[];
  readonly today: Temporal.PlainDate;
  readonly actor: Actor;
  readonly kin: readonly PartyId[];
  readonly filter: LateFilter;
  readonly limit?: number;
}

/** The cases of these units that are past a day, those that are most late first, with why each stands. */
export async function lateList(
  db: Db,
  catalogue: Pick<CasesOptions['catalogue'], 'readable'>,
  { units, today, actor, kin, filter, limit = PAGE }: LateAsked,
): Promise<LateList> {
  const versions = await versionDays(db, catalogue, units, today);
  const day = sql`${today.toString()}::date`;
  const { rows } = await sql<{ alike: readonly Alike[]; cases: readonly (LateCase & { reasons: number })[] }>`with
    ${readOnce({ units })},
    ${staffOf(units, day)},
    ${pastDays({ versions, units, today })},
    all_of as materialized (select x.*, coalesce(x.service, (select c.service from cases.case c where c.id = x.case_id)) as of_service,
        coalesce(x.reasons, 0) | coalesce(y.reasons, 0)
          | case when x.listed or y.task then 0 else ${sql.lit(bitOf('nothing'))} end as why
      from late x left join (${reasonsOf(day)}) y on y.case_id = x.case_id),
    page as materialized (select * from all_of x where ${chosen(filter)}
      order by x.day, x.case_id limit ${sql.lit(limit)} offset ${sql.lit((filter.page - 1) * PAGE)})
    select (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from (select x.unit, x.of_service as service, x.why as reasons, count(*) as n
        from all_of x group by x.unit, x.of_service, x.why) a) as alike,
      (select coalesce(jsonb_agg(${shown(day)} order by x.day, x.case_id), '[]') from page x join cases.case c on c.id = x.case_id
        cross join lateral (select ${openable(actor, kin)} as opens) o) as cases`.execute(db);
  const { alike = [], cases = [] } = rows[0] ?? {};
  return {
    ...countsOf(alike, filter),
    cases: cases.map((one) => ({ ...one, reasons: reasonsIn(one.reasons) })),
  };
}

function chosen({ unit, service, reason }: LateFilter): RawBuilder<boolean> {
  const conditions = [
    unit === undefined ? [] : [sql<boolean>`x.unit = ${unit}`],
    service === undefined ? [] : [sql<boolean>`x.of_service = ${service}`],
    reason === undefined ? [] : [sql<boolean>`x.why & ${sql.lit(bitOf(reason))} <> 0`],
  ].flat();
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

const shown = (day: RawBuilder<unknown>) => sql`jsonb_build_object('unit', c.unit, 'service', c.service,
  'version', c.service_version, 'late', ${day} - x.day, 'reasons', x.why,
  'days', ${daysOfRow},
  'open', case when o.opens then (${opened(day)}) end)`;

/** What is said of a case to whoever may open it. */
const opened = (day: RawBuilder<unknown>) => sql`select jsonb_build_object('id', c.id, 'number', c.number,
    'applicant', p.name, 'applicantParty', p.id,
    'tasks', (select coalesce(jsonb_agg(jsonb_build_object('element', t.element, 'form', t.form, 'groups', t.candidate_groups,
        'who', q.name, 'away', b.away is not null, 'awayUntil', b.to_day) order by t.due nulls last, t.opened_at), '[]')
      from runtime.task t left join runtime.task_claim k on k.task_id = t.id left join identity.party q on q.id = k.party_id
      left join lateral (select true as away, z.to_day from (${absence(sql`c.unit`, day)}) z limit 1) b on true
      where t.business_key = c.id),
    'asked', (select coalesce(jsonb_agg(jsonb_build_object('act', a.act, 'until', a.data->>'senast') order by a.id), '[]')
      from cases.undecided u join procedure.act a on a.case_id = u.case_id where u.case_id = c.id and ${asked(day)}),
    'pause', (select jsonb_build_object('reason', p.reason, 'note', p.note, 'until', p.until)
      from cases.undecided u join cases.pause p on p.case_id = u.case_id where u.case_id = c.id and ${pausing(day)} limit 1),
    'told', (select jsonb_build_object('why', a.data->>'skal', 'until', a.data->>'senast')
      from cases.undecided u join procedure.act a on a.case_id = u.case_id where u.case_id = c.id and a.act = 'tell-delay'
      order by a.id desc limit 1))
  from (select) one left join lateral (select p.id, p.name from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = c.id and r.role = 'applicant' order by r.since limit 1) p on true`;
