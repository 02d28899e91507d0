import type { PersonalSource } from '#platform/database/index.ts';

/** Where sign-in and the population's data stand about a person (GDPR 15). */
export const identityPersonal: readonly PersonalSource[] = [
  { table: 'identity.party', where: 't.id = $party' },
  { table: 'identity.party_number', where: 't.party = $party', without: ['party'] },
  { table: 'identity.party_event', where: 't.party = $party', without: ['party', 'other'] },
  { table: 'identity.mandate', where: 't.principal = $party or t.agent = $party', without: ['evidence'] },
  { table: 'identity.session', where: 't.party = $party', without: ['token_hash', 'csrf'] },
  { table: 'access.assignment', where: 't.party = $party' },
  {
    table: 'runtime.outbox',
    where: 't.recipient = (select email from identity.party where id = $party)',
  },
  { table: 'runtime.task_end', where: 't.by_party = $party' },
];
