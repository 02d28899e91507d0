import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { numbers, testTown } from '../testing.ts';
import { myDetails } from './details.ts';
import { ensureParty } from './ensure.ts';

const at = Temporal.Instant.from('2026-02-03T07:00:00Z');
let database: TestDatabase;

before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

test('a person sees her own number, address and where they come from', async () => {
  const anna = await ensureParty(database.db, testTown(), numbers.anna, at);
  const mine = await myDetails(database.db, testTown(), anna, at);
  assert.equal(mine?.name, 'Anna Berg');
  assert.equal(mine?.address?.street, 'Björkvägen 5');
  assert.deepEqual(
    mine?.numbers.map(({ written, source, dormant }) => [written, source, dormant]),
    [['19900217-2386', 'register', false]],
  );
});

test('a protected address is not shown, not even to the person herself', async () => {
  const karin = await ensureParty(database.db, testTown(), numbers.karin, at);
  const mine = await myDetails(database.db, testTown(), karin, at);
  assert.equal(mine?.address, null);
  assert.doesNotMatch(JSON.stringify(mine), /Kanarie/);
});
