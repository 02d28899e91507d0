import { agentsOf, type CaseParty, type PartyRole, partiesOf } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';

const ROLES: { readonly [to: string]: readonly PartyRole[] } = {
  applicant: ['applicant'],
  sender: ['applicant'],
  'co-applicant': ['co-applicant'],
  'all-applicants': ['applicant', 'co-applicant'],
  guardian: ['guardian'],
  'all-guardians': ['applicant', 'guardian'],
};

/** Those whom a letter is `to`, and where that is every party who is told, whoever speaks for them (FL 14 §); nobody twice. */
export async function recipientsOf(db: Db, caseId: string, to: string): Promise<readonly CaseParty[]> {
  const parties = await partiesOf(db, caseId, ROLES[to] ?? ['applicant']);
  const written = parties.map(({ party }) => party);
  const agents = written.length > 0 ? await agentsOf(db, caseId, written) : [];
  return [...parties, ...agents.filter(({ party }) => !written.includes(party))];
}
