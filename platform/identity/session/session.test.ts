import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type PartyId, syncAssignments } from '#platform/access/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { ensureParty } from '../party/ensure.ts';
import { numbers, testTown } from '../testing.ts';
import { actorOf } from './actor.ts';
import { ABSOLUTE, endSession, IDLE, readSession, startSession } from './session.ts';
import { sweepIdentity } from './sweep.ts';

const start = Temporal.Instant.from('2026-11-21T08:00:00Z');
const town = testTown();
let database: TestDatabase;
let anna: PartyId;

before(async () => {
  database = await testDatabase();
  anna = await ensureParty(database.db, town, numbers.anna, start);
});
after(() => database.drop());

const begin = (assignment?: string) =>
  startSession(
    database.db,
    { party: anna, assurance: 'loa3', provider: 'test-eid', ...(assignment ? { assignment } : {}) },
    start,
  );
const read = (cookie: string, at: Temporal.Instant) => readSession(database.db, cookie, at);
const minutes = (n: number) => start.add({ minutes: n });

test('a session is read by its cookie, and by nothing that stands in the database', async () => {
  const cookie = await begin();
  assert.equal((await read(cookie, start))?.party, anna);
  const { rows } = await sql<{ token_hash: Buffer; id: string }>`select token_hash, id from identity.session`.execute(
    database.db,
  );
  for (const { token_hash, id } of rows) {
    assert.equal(await read(token_hash.toString('base64url'), start), null);
    assert.equal(await read(id, start), null);
  }
  assert.equal(await read('', start), null);
});

test('a session that is used ends after eight hours, to the second', async () => {
  const cookie = await begin();
  for (let n = 20; n < 480; n += 20) assert.ok(await read(cookie, minutes(n)), `minute ${n}`);
  assert.ok(await read(cookie, start.add(ABSOLUTE).subtract({ seconds: 1 })));
  assert.equal(await read(cookie, start.add(ABSOLUTE)), null);
});

test('a session that nobody uses ends after half an hour', async () => {
  const cookie = await begin();
  assert.ok(await read(cookie, start.add(IDLE).subtract({ seconds: 1 })));
  const idle = await begin();
  assert.equal(await read(idle, start.add(IDLE)), null);
});

test('a page that asks by itself finds the session as it is, and keeps it from ending no longer', async () => {
  const cookie = await begin();
  for (const minute of [5, 15, 25])
    assert.ok(await readSession(database.db, cookie, minutes(minute), { unattended: true }), `minute ${minute}`);
  assert.equal(await read(cookie, start.add(IDLE)), null);
});

test('the time of last use is written at most once a minute', async () => {
  const cookie = await begin();
  const seen = async () => {
    const { rows } = await sql<{
      seen: string;
    }>`select seen_at::text as seen from identity.session order by id desc limit 1`.execute(database.db);
    return rows[0]?.seen;
  };
  const first = await seen();
  await read(cookie, start.add({ seconds: 59 }));
  assert.equal(await seen(), first);
  await read(cookie, start.add({ seconds: 60 }));
  assert.notEqual(await seen(), first);
});

test('a signed-out session is gone at once, also for who has copied the cookie', async () => {
  const cookie = await begin();
  const session = await read(cookie, start);
  await endSession(database.db, session?.id ?? '', start);
  assert.equal(await read(cookie, start), null);
});

test('a staff session is one assignment, and ends with it', async () => {
  const wanted = [{ id: 'a', unit: 'forsorjningsstod', roles: ['handlaggare', 'delegat'] }];
  const [assignment] = await syncAssignments(database.db, anna, wanted, 'test', start);
  const cookie = await begin(assignment?.id);
  const session = await read(cookie, start);
  assert.ok(session);
  const actor = actorOf(session, town);
  assert.ok(actor.kind === 'staff');
  assert.equal(actor.unit, 'forsorjningsstod');
  assert.deepEqual(actor.may, ['work', 'decide']);
  await syncAssignments(database.db, anna, [], 'test', start);
  assert.equal(await read(cookie, start), null);
});

test('what has run out is swept, what lives stays', async () => {
  const cookie = await begin();
  await sweepIdentity(database.db, start);
  assert.ok(await read(cookie, start));
  await sweepIdentity(database.db, start.add({ hours: 24 * 31 }));
  const { rows } = await sql`select 1 from identity.session`.execute(database.db);
  assert.equal(rows.length, 0);
});

test('a row that is asked for comes along with the session it hangs on, and with no other', async () => {
  const cookie = await begin();
  const along = sql`select p.name, s.kind from identity.party p where p.id = s.party`;
  const session = await readSession(database.db, cookie, start, { along });
  assert.deepEqual(session?.along, { name: session?.name, kind: 'citizen' });
  const none = sql`select p.name from identity.party p where p.id = s.party and s.kind = 'staff'`;
  assert.equal((await readSession(database.db, cookie, start, { along: none }))?.along, null);
  assert.equal((await read(cookie, start))?.along, null);
  assert.equal(await readSession(database.db, cookie, start.add(ABSOLUTE), { along }), null);
});
