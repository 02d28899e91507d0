import { sql } from 'kysely';
import { type Db, isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';

export const VERDICTS = ['in-order', 'unclear', 'unauthorised'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface LogCheck {
  readonly id: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly due: string;
  readonly looks: number;
  readonly officers: number;
  readonly selected: number;
  readonly judged: number;
  readonly found: number;
  readonly signed: { readonly by: string; readonly at: string; readonly sha256: string } | null;
}

/** A look that was taken out, with whose it is, whom it concerned, and what was said of it. */
export interface CheckedLook {
  readonly id: string;
  readonly at: string;
  readonly officer: string;
  readonly byParty: string;
  readonly roles: readonly string[];
  /** Null: protected, and the checker has no role for that. */
  readonly subject: string | null;
  readonly subjectId: string;
  readonly caseId: string | null;
  readonly purpose: string;
  readonly why: readonly string[];
  readonly verdict: Verdict | null;
  readonly note: string | null;
  readonly judgedParty: string | null;
  readonly judgedBy: string | null;
}

const CHECK = sql`c.id, c.unit, c.from_day::text as from, c.to_day::text as to, c.due::text as due, c.looks, c.officers,
    (select count(*)::int from insight.checked_look k where k.check_id = c.id) as selected,
    (select count(*)::int from insight.judged_look j where j.check_id = c.id) as judged,
    (select count(*)::int from insight.judged_look j where j.check_id = c.id and j.verdict <> 'in-order') as found,
    (select jsonb_build_object('by', p.name, 'at', s.at, 'sha256', s.sha256) from insight.signed_check s
      join identity.party p on p.id = s.by_party where s.check_id = c.id) as signed
  from insight.log_check c`;

/** Checks of these units, the newest month first. */
export async function checksOf(db: Db, units: readonly string[], limit: number): Promise<LogCheck[]> {
  const { rows } = await sql<LogCheck>`select ${CHECK} where c.unit = any(${[...units]}::text[])
    order by c.from_day desc, c.unit limit ${limit}`.execute(db);
  return rows;
}

/** One check, of one of these units only. @throws NotFound */
export async function checkOf(db: Db, units: readonly string[], id: string): Promise<LogCheck> {
  const { rows } = isUuid(id)
    ? await sql<LogCheck>`select ${CHECK} where c.id = ${id} and c.unit = any(${[...units]}::text[])`.execute(db)
    : { rows: [] };
  if (rows[0] === undefined) throw new NotFound(`no check ${id} of these units`);
  return rows[0];
}

/** The selection of a check, oldest look first. Names of protected persons come only for whoever may see them. */
export async function selectionOf(db: Db, check: string, seesProtected: boolean): Promise<CheckedLook[]> {
  const { rows } = await sql<CheckedLook>`select l.id,
      to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, a.name as officer,
      k.by_party as "byParty", coalesce(l.roles, '{}') as roles, case when ${seesProtected} or not p.protected then p.name end as subject, p.id as "subjectId",
      l.case_id as "caseId", l.purpose, k.why,
      j.verdict, j.note, j.by_party as "judgedParty", b.name as "judgedBy"
    from insight.checked_look k join access.look l on l.id = k.look_id
    join identity.party a on a.id = k.by_party join identity.party p on p.id = l.subject
    left join insight.judged_look j on j.check_id = k.check_id and j.look_id = k.look_id
    left join identity.party b on b.id = j.by_party
    where k.check_id = ${check} order by l.at, l.id`.execute(db);
  return rows;
}
