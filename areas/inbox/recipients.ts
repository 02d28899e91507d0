import { type CaseParty, type PartyRole, toldAndAgents } from '#areas/cases/index.ts';
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
  const everybody = await toldAndAgents(db, caseId, ROLES[to] ?? ['applicant']);
  const parties = everybody.filter(({ role }) => role !== 'agent');
  const written = parties.map(({ party }) => party);
  return [...parties, ...everybody.filter(({ party, role }) => role === 'agent' && !written.includes(party))];
}
