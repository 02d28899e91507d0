import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { personalRows, transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { eraseCase } from '../archive/erase.ts';
import { wholeCase } from '../archive/whole.ts';
import { casesPersonal } from '../personal.ts';
import { caseFile } from '../queries/file.ts';
import { addListed, addParty, NOW } from '../queries/testing.ts';
import { addComment, commentsOf, noteComment, removeComment, sweepComments } from './comments.ts';

const LATER = '2026-02-09T08:00:00Z';

let database: TestDatabase;
let applicant: PartyId;
let officer: PartyId;
let colleague: PartyId;
let numbers = 0;

before(async () => {
  database = await testDatabase();
  const { db } = database;
  applicant = await addParty(db, 'Anna Berg');
  officer = await addParty(db, 'Jonas Frid');
  colleague = await addParty(db, 'Maryam Haddad');
});
after(() => database.drop());

const by = (party: PartyId) => ({ party, unit: 'stod', at: NOW });
const standing = async (id: string) => (await commentsOf(database.db, id)).map(({ text }) => text);

/** A case with these comments of the officer's; their ids, the newest first. */
async function commented(...texts: readonly string[]): Promise<{ id: string; comments: readonly string[] }> {
  const { id } = await addListed(database.db, { number: `SN 2026-00010${numbers++}`, party: applicant });
  for (const text of texts) await transaction(database.db, (tx) => addComment(tx, id, text, by(officer)));
  return { id, comments: (await commentsOf(database.db, id)).map((one) => one.id) };
}

const close = (id: string) =>
  sql`insert into cases.closure (case_id, at) values (${id}, ${NOW}::timestamptz)`.execute(database.db);
const ends = async (id: string) =>
  (
    await sql<{ how: string; text: string | null }>`select e.how, c.text from cases.comment_end e
      join cases.comment c on c.id = e.comment_id where e.case_id = ${id} order by e.comment_id`.execute(database.db)
  ).rows;

test('TF 2 kap. 12 §: a comment is in no file, archive or registry of the case, and goes with its closing', async () => {
  const { db } = database;
  const { id } = await commented('ARBETSORD');
  for (const shown of [await caseFile(db, id), await wholeCase(db, id)])
    assert.doesNotMatch(JSON.stringify(shown), /ARBETSORD/);
  assert.equal(await sweepComments(db, LATER), 0, 'an open case keeps its comments');
  assert.deepEqual(await standing(id), ['ARBETSORD']);
  await close(id);
  assert.equal(await sweepComments(db, LATER), 1);
  assert.equal(await sweepComments(db, LATER), 0);
  assert.deepEqual([await standing(id), await ends(id)], [[], [{ how: 'closed', text: null }]]);
  assert.equal(await transaction(db, (tx) => addComment(tx, id, 'För sent', by(officer))), false);
});

test('FL 27 §: who makes a comment a note signs it, once; its words are then the note’s alone', async () => {
  const { db } = database;
  const { id, comments } = await commented('Hyran är styrkt.');
  const [comment = ''] = comments;
  const note = () => transaction(db, (tx) => noteComment(tx, id, comment, by(colleague)));
  assert.deepEqual(await Promise.all([note(), note()]).then((all) => all.toSorted()), [false, true]);
  const { notes } = await caseFile(db, id);
  assert.deepEqual(
    notes.map(({ text, by }) => [text, by]),
    [['Hyran är styrkt.', 'Maryam Haddad']],
  );
  assert.deepEqual(await ends(id), [{ how: 'noted', text: null }]);
  await close(id);
  assert.equal(await sweepComments(db, LATER), 0, 'a note stays');
});

test('only its author takes a comment away; its words are gone, and never otherwise changed', async () => {
  const { db } = database;
  const { id, comments } = await commented('Fel person', 'Ring igen');
  const [, first = ''] = comments;
  const remove = (of: string, party: PartyId) => transaction(db, (tx) => removeComment(tx, of, first, by(party)));
  assert.equal(await remove(id, colleague), false);
  assert.equal(await remove((await commented()).id, officer), false, 'of another case');
  for (const wrong of [
    sql`update cases.comment set text = 'Något annat' where id = ${first}`,
    sql`update cases.comment set text = null where id = ${first}`,
    sql`delete from cases.comment where id = ${first}`,
  ])
    await assert.rejects(wrong.execute(db));
  assert.equal(await remove(id, officer), true);
  assert.equal(await remove(id, officer), false, 'once');
  assert.deepEqual([await standing(id), await ends(id)], [['Ring igen'], [{ how: 'removed', text: null }]]);
});

test('GDPR 15: while it stands it is in the extract of whom the case is about, and in nobody else’s', async () => {
  const { db } = database;
  const { id, comments } = await commented('OM-ANNA');
  const other = await addParty(db, 'Bo Ek');
  await sql`insert into cases.party_role (case_id, party_id, role, since)
    values (${id}, ${other}, 'counterparty', ${NOW}::timestamptz)`.execute(db);
  const has = async (party: PartyId) => /OM-ANNA/.test(JSON.stringify(await personalRows(db, casesPersonal, party)));
  assert.deepEqual([await has(applicant), await has(other)], [true, false]);
  await transaction(db, (tx) => removeComment(tx, id, comments[0] ?? '', by(officer)));
  assert.equal(await has(applicant), false);
});

test('with its case even that there was a comment is destroyed', async () => {
  const { db } = database;
  const { id } = await commented('Ring');
  await close(id);
  await sweepComments(db, LATER);
  await transaction(db, (tx) => eraseCase(tx, id, { certificate: uuidv7(), at: LATER }));
  const { rows } = await sql`select from cases.comment where case_id = ${id}`.execute(db);
  assert.equal(rows.length, 0);
});
