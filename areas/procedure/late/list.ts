import { type RawBuilder, sql } from 'kysely';
import { type CasesOptions, openable } from '#areas/cases/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Day, LateFilter, Reason } from './asked.ts';
import { pastDays, versionDays } from './days.ts';
import { absence, asked, pausing, reasonsOf } from './reasons.ts';

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

type Counts<Name extends string> = readonly { readonly name: Name; readonly n: number }[];

export interface LateList {
  readonly cases: readonly LateCase[];
  /** How many there are of what is asked, on all pages. */
  readonly n: number;
  /** Each is counted with the other two filters on, so that it says what its own choice would give. */
  readonly reasons: Counts<Reason>;
  readonly services: Counts<string>;
  readonly units: Counts<string>;
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
  const [unit, service, reason] = conditions(filter);
  const { rows } = await sql<LateList>`with
    days as materialized (${pastDays(versions, units, today)}),
    late as materialized (select k.case_id, min(k.day) as day,
        jsonb_agg(jsonb_build_object('kind', k.kind, 'day', k.day) order by k.day, k.kind) as days
      from (select case_id, kind, min(day) as day from days group by case_id, kind) k group by k.case_id),
    why as materialized (select r.case_id, array_agg(r.reason) as reasons from (${reasonsOf(day)}) r group by r.case_id),
    all_of as materialized (select l.case_id, l.day, l.days, c.unit, c.service, coalesce(y.reasons, '{}') as reasons
      from late l join cases.case c on c.id = l.case_id left join why y on y.case_id = l.case_id),
    page as materialized (select * from all_of x where ${unit} and ${service} and ${reason}
      order by x.day, x.case_id limit ${sql.lit(limit)} offset ${sql.lit((filter.page - 1) * PAGE)})
    select (select count(*)::int from all_of x where ${unit} and ${service} and ${reason}) as n,
      (${counted(sql`select r as name from all_of x cross join unnest(x.reasons) r where ${unit} and ${service}`)}) as reasons,
      (${counted(sql`select x.service as name from all_of x where ${unit} and ${reason}`)}) as services,
      (${counted(sql`select x.unit as name from all_of x where ${service} and ${reason}`)}) as units,
      (select coalesce(jsonb_agg(${shown(day)} order by x.day, x.case_id), '[]') from page x join cases.case c on c.id = x.case_id
        cross join lateral (select ${openable(actor, kin)} as opens) o) as cases`.execute(db);
  return rows[0] ?? { cases: [], n: 0, reasons: [], services: [], units: [] };
}

function conditions({ unit, service, reason }: LateFilter): readonly RawBuilder<boolean>[] {
  return [
    unit === undefined ? sql`true` : sql`x.unit = ${unit}`,
    service === undefined ? sql`true` : sql`x.service = ${service}`,
    reason === undefined ? sql`true` : sql`${reason} = any(x.reasons)`,
  ];
}

const counted = (
  rows: RawBuilder<unknown>,
) => sql`select coalesce(jsonb_agg(jsonb_build_object('name', k.name, 'n', k.n)
  order by k.n desc, k.name), '[]') from (select f.name, count(*)::int as n from (${rows}) f group by f.name) k`;

const shown = (day: RawBuilder<unknown>) => sql`jsonb_build_object('unit', c.unit, 'service', c.service,
  'version', c.service_version, 'late', ${day} - x.day, 'reasons', x.reasons,
  'days', x.days,
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
