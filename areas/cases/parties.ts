import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

export type PartyRole =
  | 'applicant'
  | 'co-applicant'
  | 'represented'
  | 'agent'
  | 'guardian'
  | 'counterparty'
  | 'affected';

export interface CaseParty {
  readonly party: PartyId;
  readonly role: PartyRole;
  readonly name: string;
  readonly protected: boolean;
  readonly email: string | null;
}

/** The parties of a case with these roles; all of them when no role is named. */
export async function partiesOf(db: Db, caseId: string, roles: readonly PartyRole[] = []): Promise<CaseParty[]> {
  const { rows } = await sql<CaseParty>`
    select p.id as party, r.role, p.name, p.protected, p.email from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = ${caseId} and (${roles.length === 0} or r.role = any(${[...roles]}::text[])) order by r.role, p.name`.execute(
    db,
  );
  return rows;
}
