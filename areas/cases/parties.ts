import { sql } from 'kysely';
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

export interface CaseParty {
  readonly party: PartyId;
  readonly role: PartyRole;
  readonly name: string;
  readonly protected: boolean;
  readonly email: string | null;
}

/** The parties of a case with these roles; those with any role when none is named, and nobody who has left it. */
export async function partiesOf(db: Db, caseId: string, roles: readonly PartyRole[] = []): Promise<CaseParty[]> {
  const wanted = roles.length === 0 ? PARTY_ROLES : roles;
  const { rows } = await sql<CaseParty>`
    select p.id as party, r.role, p.name, p.protected, p.email from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = ${caseId} and array_position(${[...wanted]}::text[], r.role) is not null order by r.role, p.name`.execute(
    db,
  );
  return rows;
}

/**
 * FL 14 §: the agents whom officers have entered, and who are written to beside the parties they speak for. Who acted for
 * another when the application was sent is none of these: she reads the letters where she acts, in the other's inbox.
 *
 * The case does not say which of several parties an agent speaks for, so that what some of them are told is for none: she
 * may be the opponent's. Given are those who are told it, by id; none when it is not each party who is told what is decided.
 */
export async function agentsOf(db: Db, caseId: string, told: readonly string[]): Promise<CaseParty[]> {
  const { rows } = await sql<CaseParty>`
    select p.id as party, r.role, p.name, p.protected, p.email from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = ${caseId} and r.role = 'agent' and exists (select from cases.party_change c
      where c.case_id = r.case_id and c.party_id = r.party_id and c.role = r.role and c.what = 'added')
      and not exists (select from cases.party_role o where o.case_id = r.case_id and o.role = any(${[...TOLD]}::text[])
        and o.party_id <> all(${[...told]}::uuid[])) order by p.name`.execute(db);
  return rows;
}
