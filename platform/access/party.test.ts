import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { PartyId } from './actor.ts';
import { kinOf } from './party.ts';

let database: TestDatabase;
const [mother, father, child, stranger] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()] as PartyId[];

before(async () => {
  database = await testDatabase();
  for (const id of [mother, father, child, stranger]) {
    await sql`insert into identity.party (id, kind, name, created_at) values (${id}, 'person', '', '2026-02-03T08:00:00Z')`.execute(
      database.db,
    );
  }
  for (const agent of [mother, father]) {
    await sql`insert into identity.mandate (id, principal, agent, kind, requires, source, evidence, valid_from)
      values (${uuidv7()}, ${child}, ${agent}, 'vardnadshavare', 'both', 'register', '{}', '2026-02-03')`.execute(
      database.db,
    );
  }
});
after(() => database.drop());

test('near are the child, the other guardian and oneself, and nobody else', async () => {
  const near = await kinOf(database.db, mother as PartyId);
  assert.deepEqual(near.sort(), [mother, father, child].sort());
  assert.deepEqual(await kinOf(database.db, stranger as PartyId), [stranger]);
});

test('an ended mandate makes nobody near', async () => {
  await sql`update identity.mandate set revoked_at = now() where agent = ${father}`.execute(database.db);
  assert.deepEqual(await kinOf(database.db, father as PartyId), [father]);
});

test('who signs for an organisation is near it, and not near the others who sign for it', async () => {
  const { db } = database;
  const company = uuidv7() as PartyId;
  await sql`insert into identity.party (id, kind, name, created_at)
    values (${company}, 'organisation', '', '2026-02-03T08:00:00Z')`.execute(db);
  for (const agent of [father, stranger])
    await sql`insert into identity.mandate (id, principal, agent, kind, requires, source, evidence, valid_from)
      values (${uuidv7()}, ${company}, ${agent}, 'firmatecknare', 'jointly', 'register', '{}', '2026-02-03')`.execute(
      db,
    );
  assert.deepEqual((await kinOf(db, father as PartyId)).sort(), [company, father].sort());
  assert.deepEqual((await kinOf(db, company)).sort(), [company, father, stranger].sort());
});
