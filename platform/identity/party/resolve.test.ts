import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { numbers, people, registersOf } from '../testing.ts';
import { eventsOf, openConflicts } from './event.ts';
import type { PersonClaims } from './facts.ts';
import type { NumberLevel } from './number.ts';
import { partyForNumber, partyView } from './party.ts';
import { resolveParty } from './resolve.ts';

const at = Temporal.Instant.from('2026-02-03T07:00:00Z');
const origin = { at, source: 'sign-in:test' };
const registers = registersOf(people);

let database: TestDatabase;

before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

const resolve = (claims: PersonClaims, from: typeof registers | undefined = registers) =>
  transaction(database.db, (tx) => resolveParty(tx, claims, from, origin));
const pnr = (value: string): PersonClaims => ({ number: { type: 'pnr', value } });
const samnr = (value: string, level: NumberLevel): PersonClaims => ({ number: { type: 'samnr', value, level } });

test('a person who comes for the first time becomes a party as the register knows her', async () => {
  const { party, how } = await resolve(pnr(numbers.karin));
  const view = (await partyView(database.db, [party])).get(party);
  assert.equal(how, 'created');
  assert.equal(view?.name, 'Karin Holm');
  assert.equal(view?.protected, true);
  assert.equal(String(view?.birthDate), '1983-06-14');
});

test('the same number gives the same party', async () => {
  const first = await resolve(pnr(numbers.anna));
  assert.deepEqual(await resolve(pnr(numbers.anna)), { party: first.party, how: 'known' });
});

test('ten sign-ins of a new person at once give one party', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => resolve(pnr('197009169298'))));
  assert.equal(new Set(all.map(({ party }) => party)).size, 1);
  assert.equal(all.filter(({ how }) => how === 'created').length, 1);
});

test('a personnummer with a previous coordination number keeps the party, and the old number ends', async () => {
  const before = await resolve(samnr(numbers.mirja, 'confirmed'));
  const now = await resolve({ ...pnr('199204132386'), previousCoordinationNumber: numbers.mirja });
  assert.deepEqual(now, { party: before.party, how: 'linked' });
  assert.equal(await partyForNumber(database.db, { type: 'samnr', value: numbers.mirja }), null);
  assert.equal(await partyForNumber(database.db, { type: 'pnr', value: '199204132386' }), before.party);
  const events = await eventsOf(database.db, before.party);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['created', 'linked'],
  );
});

test('two parties for one person are never merged: the event waits for an officer, once', async () => {
  const old = await resolve(samnr(numbers.ninos, 'probable'));
  const own = await resolve(pnr('198803012395'));
  const claims = { ...pnr('198803012395'), previousCoordinationNumber: numbers.ninos };
  assert.deepEqual(await resolve(claims), { party: own.party, how: 'conflict' });
  await resolve(claims);
  const conflicts = (await openConflicts(database.db)).filter(({ party }) => party === own.party);
  assert.deepEqual(
    conflicts.map(({ other }) => other),
    [old.party],
  );
  assert.equal(await partyForNumber(database.db, { type: 'samnr', value: numbers.ninos }), old.party);
});

test('a coordination number may rise and fall in level, and each change is recorded', async () => {
  const { party } = await resolve(samnr(numbers.jozef, 'uncertain'));
  await resolve(samnr(numbers.jozef, 'probable'));
  await resolve(samnr(numbers.jozef, 'probable'));
  const events = await eventsOf(database.db, party);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['created', 'level'],
  );
});

test('protection follows the register, and an e-ID without a register never takes it away', async () => {
  const { party } = await resolve(pnr(numbers.karin));
  await resolve({ ...pnr(numbers.karin), name: 'Karin H' }, undefined);
  assert.equal((await partyView(database.db, [party])).get(party)?.protected, true);
  const free = people.map((each) => (each.number === numbers.karin ? { ...each, protected: false } : each));
  await resolve(pnr(numbers.karin), registersOf(free));
  assert.equal((await partyView(database.db, [party])).get(party)?.protected, false);
  assert.equal((await eventsOf(database.db, party)).at(-1)?.kind, 'unprotected');
});

test('a live number belongs to one party: the database refuses a second', async () => {
  const { party } = await resolve(pnr(numbers.erik));
  const again = sql`insert into identity.party_number (id, party, type, value, source, valid_from)
    values (gen_random_uuid(), ${party}, 'pnr', ${numbers.erik}, 'test', '2026-02-03')`.execute(database.db);
  await assert.rejects(again, /party_number_live/);
});
