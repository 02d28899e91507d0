import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Request } from '#platform/web/index.ts';
import { draftAlong, draftOfSession, findDraft, saveAnswers, startDraft } from './draft.ts';
import { alongOf, FACTS, person, type Visitor } from './testing.tsx';

const now = '2026-02-03T07:00:00.123456Z';
let database: TestDatabase;
let mine: Visitor;
let draft: string;
before(async () => {
  database = await testDatabase();
  mine = await person(database.db);
  const { actor } = mine;
  assert.ok(actor.kind === 'citizen');
  const owner = { party: actor.party, principal: actor.principal };
  const more = { service: 'felanmalan', version: 'a'.repeat(64), language: 'sv', at: now };
  draft = await startDraft(database.db, { ...more, owner, facts: FACTS });
});
after(() => database.drop());

type WithAlong = Pick<Request, 'along' | 'actor' | 'params'>;

const read = ({ actor }: Visitor) => findDraft(database.db, { actor, secret: undefined }, draft, now);

/** What a request of the visitor holds of the draft, read along with the session. */
async function along({ actor }: Visitor, at = now): Promise<WithAlong> {
  const params = { draft };
  return { actor, params, along: await alongOf(database.db, actor, draftAlong({ params, now: at })) };
}

test('the draft that comes along with the session of its owner is the draft as it is read by itself', async () => {
  const before = await read(mine);
  assert.ok(before);
  assert.equal(
    await saveAnswers(database.db, before, { vad: 'lampa', belopp: '12.50', orter: ['Å', null] }, now),
    true,
  );
  const found = draftOfSession(await along(mine));
  assert.ok(found);
  assert.deepEqual(found, await read(mine));
});

test('it comes along with no other session, not after thirty days, and not for an address that is no id', async () => {
  assert.equal(draftOfSession(await along(await person(database.db))), undefined);
  assert.equal(draftOfSession(await along(mine, '2026-03-05T07:00:01Z')), undefined);
  assert.equal(draftAlong({ params: { draft: 'x' }, now }), undefined);
});

test('a row of somebody else that came along by mistake is no draft', async () => {
  const request = await along(mine);
  const { actor } = await person(database.db);
  assert.equal(draftOfSession({ ...request, actor }), undefined);
  assert.equal(draftOfSession({ ...request, params: { draft: 'another' } }), undefined);
});
