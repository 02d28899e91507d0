import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { numbers, people, testTown } from '../testing.ts';
import { ensureParty } from './ensure.ts';
import { refreshGuardians } from './guardian.ts';
import { actingFor, guardiansOf, mandatesOf } from './mandate.ts';

const at = Temporal.Instant.from('2026-02-03T07:00:00Z');
const day = Temporal.PlainDate.from('2026-02-03');

let database: TestDatabase;
let anna: PartyId;
let erik: PartyId;
let alma: PartyId;

const refresh = (town = testTown(), party = anna) =>
  transaction(database.db, (tx) => refreshGuardians(tx, town, party, at));

before(async () => {
  database = await testDatabase();
  anna = await ensureParty(database.db, testTown(), numbers.anna, at);
  await refresh();
  erik = await ensureParty(database.db, testTown(), numbers.erik, at);
  alma = await ensureParty(database.db, testTown(), numbers.alma, at);
});
after(() => database.drop());

const citizen = (party: PartyId): Actor => ({
  kind: 'citizen',
  party,
  principal: party,
  name: '',
  assurance: 'loa3',
  session: '',
});

test('joint custody gives each guardian a mandate that asks for both', async () => {
  const guardians = await guardiansOf(database.db, alma, day);
  assert.deepEqual(guardians.map(({ agent }) => agent).sort(), [anna, erik].sort());
  assert.deepEqual(new Set(guardians.map(({ requires }) => requires)), new Set(['both']));
});

test('asking the register again changes nothing that is the same', async () => {
  const before = await guardiansOf(database.db, alma, day);
  await refresh();
  assert.deepEqual(await guardiansOf(database.db, alma, day), before);
});

test('custody ends at midnight when the child turns eighteen', async () => {
  const birthday = Temporal.PlainDate.from('2041-05-15');
  assert.equal((await guardiansOf(database.db, alma, birthday.subtract({ days: 1 }))).length, 2);
  assert.equal((await guardiansOf(database.db, alma, birthday)).length, 0);
});

test('a guardian acts for the child with the mandate named, and for nobody else', async () => {
  const actor = await actingFor(database.db, citizen(anna), alma, day);
  assert.ok(actor?.kind === 'citizen');
  assert.equal(actor.principal, alma);
  assert.equal(actor.mandate, (await mandatesOf(database.db, anna, day))[0]?.id);
  assert.equal(await actingFor(database.db, citizen(anna), erik, day), null);
  assert.equal(await actingFor(database.db, citizen(alma), anna, day), null);
});

test('a changed custody ends the old mandates at once, and sole custody asks for one', async () => {
  const alone = testTown(
    [],
    people.map((each) => (each.number === numbers.alma ? { ...each, guardians: [numbers.anna] } : each)),
  );
  await refresh(alone, erik);
  await refresh(alone, anna);
  const guardians = await guardiansOf(database.db, alma, day);
  assert.deepEqual(
    guardians.map(({ agent, requires }) => [agent, requires]),
    [[anna, 'alone']],
  );
  assert.deepEqual(await mandatesOf(database.db, erik, day), []);
});
