import type { PersonalSource } from '#platform/database/index.ts';

/** Where sign-in and the population's data stand about a person (GDPR 15). */
export const identityPersonal: readonly PersonalSource[] = [
  { table: 'identity.party', where: 't.id = $party' },
  { table: 'identity.party_number', where: 't.party = $party', without: ['party'] },
  { table: 'identity.language_need', where: 't.party_id = $party', without: ['by_party'] },
  // A firm may bear the number of the one who runs it: what is held about an organisation may be about a person.
  { table: 'identity.organisation_address', where: 't.party_id = $party', without: ['by_party'] },
  { table: 'identity.party_event', where: 't.party = $party', without: ['party', 'other'] },
  { table: 'identity.mandate', where: 't.principal = $party or t.agent = $party', without: ['evidence'] },
  { table: 'identity.session', where: 't.party = $party', without: ['token_hash', 'csrf'] },
  { table: 'access.assignment', where: 't.party = $party' },
  { table: 'access.name_withheld', where: 't.party = $party' },
  {
    table: 'access.name_withheld_end',
    where: 'exists (select from access.name_withheld w where w.id = t.withheld_id and w.party = $party)',
  },
  {
    table: 'runtime.outbox',
    where: 't.recipient = (select email from identity.party where id = $party)',
  },
  // What the person answered in cases of her own; what an officer wrote in the cases of others is theirs.
  {
    table: 'runtime.task_end',
    where: `t.by_party = $party and exists (select from cases.party_role r
      where r.case_id = t.business_key and r.party_id = $party)`,
  },
];
