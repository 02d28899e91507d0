// FL 14 §: which letters go to who speaks for a party, and what they say to her; and how many are unread.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addPartyRole, type CaseParty } from '#areas/cases/index.ts';
import { addListed, addParty, NOW } from '#areas/cases/queries/testing.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { sessionView, startSession } from '#platform/identity/index.ts';
import type { Town } from '#platform/town/index.ts';
import { lastDayToAppeal } from './appeal.ts';
import { addReceipt, myLetters, unreadAlong, unreadCount } from './letters.ts';
import { recipientsOf } from './recipients.ts';

let database: TestDatabase;
let officer: PartyId;
let number = 0;

before(async () => {
  database = await testDatabase();
  officer = await addParty(database.db, 'Handläggare Ek');
});
after(() => database.drop());

/** A case with an applicant, and those whom an officer has entered, by role. */
async function caseWith(...roles: readonly CaseParty['role'][]) {
  const { db } = database;
  number += 1;
  const party = await addParty(db, 'Sökande Berg');
  const { id } = await addListed(db, { number: `SN 2026-${String(number).padStart(6, '0')}`, party });
  const entered: PartyId[] = [];
  for (const role of roles) {
    const added = await addParty(db, `Införd ${role}`);
    await addPartyRole(db, { caseId: id, party: added, role, reason: 'x', by: officer, unit: 'stod', at: NOW });
    entered.push(added);
  }
  return { id, party, entered };
}

const MODEL = { appeal: { regime: 'forvaltningsbesvar' } };

/** The letter of a decision in her inbox. */
async function letterTo(caseId: string, party: PartyId): Promise<string> {
  const { db } = database;
  const id = uuidv7();
  await sql`insert into inbox.letter (id, case_id, party_id, template, kind, language, subject, model, hash, sent_at)
    values (${id}, ${caseId}, ${party}, 'beslut', 'decision', 'sv', 'Beslut', ${JSON.stringify(MODEL)}::jsonb, 'h',
      ${NOW}::timestamptz)`.execute(db);
  return id;
}

/** The same, confirmed on 3 February. */
async function confirmed(caseId: string, party: PartyId) {
  const { db } = database;
  await addReceipt(db, await letterTo(caseId, party), 'confirmed', party, NOW);
  const [letter] = await myLetters(db, { kind: 'citizen', party, principal: party } as Actor, caseId, 1);
  assert.ok(letter);
  return letter;
}

test('the last day to appeal is told to the party from its own receipt, and none to who speaks for it', async () => {
  const { id, party, entered } = await caseWith('agent', 'affected');
  const [agent = party, affected = party] = entered;
  assert.equal(lastDayToAppeal(await confirmed(id, party))?.toString(), '2026-02-24');
  assert.equal(lastDayToAppeal(await confirmed(id, affected))?.toString(), '2026-02-24');
  assert.equal(lastDayToAppeal(await confirmed(id, agent)), undefined);
});

test('a letter goes to who speaks for a party only where it goes to every party who is told: of several nobody knows whose she is', async () => {
  const toldOf = async (to: string, ...roles: readonly CaseParty['role'][]) =>
    (await recipientsOf(database.db, (await caseWith(...roles)).id, to)).map(({ role }) => role).sort();
  assert.deepEqual(await toldOf('applicant', 'agent'), ['agent', 'applicant']);
  assert.deepEqual(await toldOf('applicant', 'agent', 'represented'), ['agent', 'applicant']);
  assert.deepEqual(await toldOf('applicant', 'agent', 'counterparty'), ['applicant'], 'she may be the opponent’s');
  assert.deepEqual(await toldOf('all-guardians', 'agent', 'affected'), ['applicant']);
  assert.deepEqual(await toldOf('all-guardians', 'agent', 'guardian'), ['agent', 'applicant', 'guardian']);
  assert.deepEqual(await toldOf('guardian', 'agent', 'guardian'), ['guardian']);
  assert.deepEqual(await toldOf('guardian', 'agent'), [], 'nobody is written to');
});

test('how many letters are unread is the same when it is read along with the session, and is the person’s own', async () => {
  const { db } = database;
  const { id, party, entered } = await caseWith('affected');
  const [other = party] = entered;
  const first = await letterTo(id, party);
  await letterTo(id, party);
  const told = async (whose: PartyId) => {
    const cookie = await startSession(db, { party: whose, assurance: 'loa3', provider: 'test-eid' });
    const session = await sessionView(db, {} as Town, cookie, { along: unreadAlong() });
    assert.ok(session);
    const { actor, along } = session;
    const alone = await unreadCount({ db, actor, along: null });
    return [await unreadCount({ db: {} as Db, actor, along }), alone];
  };
  assert.deepEqual(
    [await told(party), await told(other)],
    [
      [2, 2],
      [0, 0],
    ],
  );
  await addReceipt(db, first, 'opened', party, NOW);
  assert.deepEqual(await told(party), [1, 1]);
});

test('law 12d: of an agent from before the migration keeps the one party that there is, and of several none', async () => {
  const { db } = database;
  const alone = await caseWith('agent', 'represented');
  const several = await caseWith('agent', 'counterparty');
  const kept = async () => {
    const { rows } = await sql<{ of: string; party: string }>`select case_id as of, party_id as party
      from cases.represents where case_id in (${alone.id}, ${several.id})`.execute(db);
    return rows;
  };
  assert.deepEqual(await kept(), []);
  const text = await readFile(new URL('../cases/migrations/0051-represents.sql', import.meta.url), 'utf8');
  const [insert = ''] = /insert into cases\.represents[\s\S]*?;/.exec(text) ?? [];
  await sql.raw(insert).execute(db);
  assert.deepEqual(await kept(), [{ of: alone.id, party: alone.party }]);
});
