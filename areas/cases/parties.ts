import { type RawBuilder, sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

/** Roles of parties. Who had one and has none any more is `former`, which is none of these. */
export const PARTY_ROLES = [
  ...(['applicant', 'co-applicant', 'represented', 'agent', 'guardian', 'counterparty', 'affected'] as const),
];
export type PartyRole = (typeof PARTY_ROLES)[number];

/** Roles of those who are told what is decided, each by itself, and whose clocks run (FL 33, 44 §§). */
export const TOLD = [
  'applicant',
  'co-applicant',
  'guardian',
  'counterparty',
  'affected',
] as const satisfies readonly PartyRole[];

/** Of those who are told: whom a case concerns though they have not applied, so that what grants it may go against them. */
export const OTHER_SIDE = ['counterparty', 'affected'] as const satisfies readonly PartyRole[];

/** Whether one of the parties is in a case only as that, or speaks for nobody but such. */
export function isOtherSide(
  parties: readonly { readonly party: string; readonly role: string }[],
  agents: readonly Representation[],
  party: string,
): boolean {
  const spoken = agents.flatMap((one) => (one.agent === party && one.until === null ? [one.party] : []));
  const roles = parties.filter((one) => one.party === party || spoken.includes(one.party));
  const own = roles.filter(({ role }) => role !== 'agent');
  return own.length > 0 && own.every(({ role }) => OTHER_SIDE.some((one) => one === role));
}

export interface CaseParty {
  readonly party: PartyId;
  readonly role: PartyRole;
  readonly name: string;
  readonly protected: boolean;
  readonly email: string | null;
}

const IN_CASE = sql`p.id as party, r.role, p.name, p.protected, p.email
  from cases.party_role r join identity.party p on p.id = r.party_id`;

const hasRole = (caseId: string, roles: readonly PartyRole[]) =>
  sql<boolean>`r.case_id = ${caseId} and array_position(${[...roles]}::text[], r.role) is not null`;

/** The parties of a case with these roles; those with any role when none is named, and nobody who has left it. */
export async function partiesOf(db: Db, caseId: string, roles: readonly PartyRole[] = []): Promise<CaseParty[]> {
  const wanted = roles.length === 0 ? PARTY_ROLES : roles;
  const { rows } =
    await sql<CaseParty>`select ${IN_CASE} where ${hasRole(caseId, wanted)} order by r.role, p.name`.execute(db);
  return rows;
}

/** Whom an agent speaks for, and when (instants, RFC 3339); `until` is null while she does. */
export interface Representation {
  readonly agent: string;
  readonly party: string;
  readonly since: string;
  readonly until: string | null;
}

/**
 * FL 14 §: the agents whom officers have entered, and who are written to beside the parties they speak for. Who acted for
 * another when the application was sent is none of these: she reads the letters where she acts, in the other's inbox.
 *
 * Given are those who are told, by id: what a party is told is for who speaks for it. Of an agent from before that was kept, in
 * a case with several parties, nobody knows whose she is: she is told what each of them is.
 */
export async function agentsOf(db: Db, caseId: string, told: readonly string[]): Promise<CaseParty[]> {
  const { rows } = await sql<CaseParty>`select ${IN_CASE}
    where ${speaksFor(caseId, sql`${[...told]}`)} order by p.name`.execute(db);
  return rows;
}

/** The parties with these roles, each once for a role, and after them the agents of them (`agentsOf`). One statement. */
export async function toldAndAgents(db: Db, caseId: string, roles: readonly PartyRole[]): Promise<CaseParty[]> {
  const { rows } = await sql<CaseParty>`with told as (select ${IN_CASE} where ${hasRole(caseId, roles)})
    select party, role, name, protected, email from (select 1 as place, told.* from told
      union all select 2, agents.* from (select ${IN_CASE}
        where ${speaksFor(caseId, sql`(select array_agg(told.party) from told)`)} and exists (select from told)) agents) everybody
    order by place, role, name`.execute(db);
  return rows;
}

/** That the row of `cases.party_role` is of an agent of those who are `told`, an array of ids. */
function speaksFor(caseId: string, told: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`r.case_id = ${caseId} and r.role = 'agent' and exists (select from cases.party_change c
      where c.case_id = r.case_id and c.party_id = r.party_id and c.role = r.role and c.what = 'added')
      and case when exists (select from cases.represents s where s.case_id = r.case_id and s.agent_id = r.party_id
          and s.until is null)
        then exists (select from cases.represents s where s.case_id = r.case_id and s.agent_id = r.party_id
          and s.until is null and s.party_id = any((${told})::uuid[]))
        else not exists (select from cases.party_role o where o.case_id = r.case_id and o.role = any(${[...TOLD]}::text[])
          and o.party_id <> all((${told})::uuid[])) end`;
}

/** The parties whom somebody speaks for in a case now. */
export async function representedBy(db: Db, caseId: string, agent: string): Promise<readonly string[]> {
  const { rows } = await sql<{ party: string }>`select party_id as party from cases.represents
    where case_id = ${caseId} and agent_id = ${agent} and until is null order by party_id`.execute(db);
  return rows.map(({ party }) => party);
}
