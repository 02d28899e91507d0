// FL 14 §: which letters of the house go to who speaks for a party.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPartyRole, type CaseParty } from '#areas/cases/index.ts';
import { addListed, addParty, NOW } from '#areas/cases/queries/testing.ts';
import type { PartyId } from '#platform/access/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { type Addressed, recipientsOf } from './recipients.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

/** A case with an applicant, and those whom an officer has entered, one with each role. */
async function caseWith(
  number: string,
  ...roles: readonly (CaseParty['role'] | readonly [CaseParty['role'], string])[]
) {
  const { db } = database;
  const applicant = await addParty(db, 'Sökande Berg');
  const { id } = await addListed(db, { number, party: applicant });
  const by = await addParty(db, 'Handläggare Ek');
  const parties = new Map<string, PartyId>([['applicant', applicant]]);
  for (const entered of roles) {
    const [role, whom] = typeof entered === 'string' ? [entered] : entered;
    const party = await addParty(db, `Införd ${role}`);
    const represents = whom === undefined ? [] : [parties.get(whom) ?? ''];
    await addPartyRole(db, { caseId: id, party, role, reason: 'x', by, unit: 'stod', at: NOW, represents });
    parties.set(role, party);
  }
  return {
    of: (role: string) => parties.get(role) ?? '',
    told: async (addressed: Addressed) => (await recipientsOf(db, id, addressed)).map(({ role }) => role).sort(),
  };
}

test('what every party is told goes to who speaks for one of them too; what some are told does not: nobody knows whose she is', async () => {
  const { of, told } = await caseWith('SN 2026-000001', 'agent', 'counterparty');
  assert.deepEqual(await told({}), ['agent', 'applicant', 'counterparty']);
  assert.deepEqual(await told({ among: [of('applicant')] }), ['applicant']);
  assert.deepEqual(await told({ to: of('applicant') }), ['applicant']);
  assert.deepEqual(
    await told({ besides: of('applicant') }),
    ['agent', 'counterparty'],
    'it tells what she did herself',
  );
});

test('who speaks for the only party is written to with it, but not of what she has done herself', async () => {
  const { of, told } = await caseWith('SN 2026-000002', 'agent');
  assert.deepEqual(await told({ among: [of('applicant')] }), ['agent', 'applicant']);
  assert.deepEqual(await told({ besides: of('agent') }), ['applicant']);
  assert.deepEqual(await told({ besides: of('applicant') }), [], 'nobody else is told');
});

test('law 12d: an agent is told what the party is told that she represents, and nothing that is told to others alone', async () => {
  const { of, told } = await caseWith('SN 2026-000003', 'counterparty', ['agent', 'counterparty']);
  assert.deepEqual(await told({}), ['agent', 'applicant', 'counterparty']);
  assert.deepEqual(await told({ among: [of('counterparty')] }), ['agent', 'counterparty']);
  assert.deepEqual(await told({ among: [of('applicant')] }), ['applicant'], 'she is the opponent’s');
  assert.deepEqual(await told({ to: of('counterparty') }), ['counterparty'], 'a receipt of what she did herself');
});

test('law 12d: who is told a decision by name is told with who speaks for her, and of an agent the party too', async () => {
  const { of, told } = await caseWith('SN 2026-000004', 'counterparty', ['agent', 'counterparty']);
  for (const to of ['agent', 'counterparty'])
    assert.deepEqual(await told({ to: of(to), tells: true }), ['agent', 'counterparty'], to);
  assert.deepEqual(await told({ to: of('applicant'), tells: true }), ['applicant']);
  assert.deepEqual(await told({ to: null, tells: true }), [], 'nobody known');
});
