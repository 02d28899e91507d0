import type { PersonalSource } from '#platform/database/index.ts';

/** What a person is writing and has sent (GDPR 15). Without the secrets that open it. */
export const applicationsPersonal: readonly PersonalSource[] = [
  {
    table: 'applications.draft',
    where: 't.party = $party or t.principal = $party',
    without: ['secret_hash', 'assisted_by', 'assisted'],
  },
  {
    table: 'applications.application',
    where: 't.party = $party or t.principal = $party',
    without: ['secret_hash', 'receipt_hash', 'assisted_by', 'assisted'],
  },
  { table: 'applications.signing', where: 't.applicant = $party', without: ['actor'] },
  { table: 'applications.signing_end', where: 't.by_party = $party' },
  { table: 'applications.signer', where: 't.party = $party' },
  { table: 'applications.signature', where: 't.party = $party' },
];
