import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

/** A case as the archive asks about it: days in Swedish time, nobody's name. */
export interface ClosedCase {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly version: string;
  readonly board: string;
  readonly outcome: string | null;
  readonly closed: string | null;
  /** The day it was made: what a board decided is entered later. */
  readonly decided: string | null;
  /** When something was last entered in the file, a decision too. */
  readonly lastEntry: string | null;
  readonly expires: string | null;
  readonly running: boolean;
  readonly parties: readonly PartyId[];
  readonly persons: readonly { readonly child: boolean; readonly birthDate: string | null }[];
  /** Instant of the closure, RFC 3339: where the next page begins. */
  readonly closedAt: string | null;
}

const day = (at: string) => sql.raw(`((${at}) at time zone 'Europe/Stockholm')::date::text`);

/** The day of the last entry in the file of a case, a decision too; `id` is an expression of the query. */
export const lastEntry = (id: string) =>
  day(`select greatest((select max(at) from cases.document where case_id = ${id}),
    (select max(at) from cases.note where case_id = ${id}), (select max(at) from cases.staff_field where case_id = ${id}),
    (select max(at) from cases.decision where case_id = ${id}))`);

const COLUMNS = sql`c.id, c.number, c.service, c.service_version as version, c.board, x.at::text as "closedAt",
  ${day('x.at')} as closed, d.outcome, d.day::text as decided,
  case when d.values->>'expires' ~ '^\\d{4}-\\d\\d-\\d\\d$' then d.values->>'expires' end as expires,
  ${lastEntry('c.id')} as "lastEntry",
  exists (select from runtime.instance i where i.business_key = c.id and i.ended_at is null) as running,
  coalesce((select array_agg(distinct r.party_id) from cases.party_role r where r.case_id = c.id), '{}') as parties,
  coalesce((select jsonb_agg(jsonb_build_object('child', r.role = 'represented', 'birthDate', p.birth_date))
    from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = c.id and r.role in ('applicant', 'co-applicant', 'represented') and p.kind = 'person'), '[]') as persons`;

const FROM = sql`from cases.case c left join cases.closure x on x.case_id = c.id
  left join lateral (select x.outcome, x.values, cases.decision_day(x) as day from cases.decision x
    where x.case_id = c.id order by x.id desc limit 1) d on true`;

/** Closed cases that are still there, oldest closure first, after `after`. */
export async function closedCases(
  db: Db,
  { after, limit }: { readonly after?: { readonly closedAt: string; readonly id: string }; readonly limit: number },
): Promise<ClosedCase[]> {
  const from =
    after === undefined ? sql`true` : sql`(x.at, x.case_id) > (${after.closedAt}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<ClosedCase>`select ${COLUMNS} ${FROM}
    where x.at is not null and ${from} and not exists (select from cases.destroyed g where g.case_id = c.id)
    order by x.at, x.case_id limit ${limit}`.execute(db);
  return rows;
}

/** These cases as they stand now, closed or not; those that are destroyed are left out. `lock` keeps them so. */
export async function casesToKeep(db: Db, ids: readonly string[], lock = false): Promise<ClosedCase[]> {
  const { rows } = await sql<ClosedCase>`select ${COLUMNS} ${FROM} where c.id = any(${[...ids]}::uuid[])
    and not exists (select from cases.destroyed g where g.case_id = c.id) order by c.number
    ${lock ? sql`for update of c` : sql``}`.execute(db);
  return rows;
}
