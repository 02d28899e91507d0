import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { addPartyRole, endPartyRole } from '../party-changes.ts';
import { caseMark, markOf, markText, snapshotNow, workNews } from './news.ts';
import { addListed, addParty, NOW, officer } from './testing.ts';
import type { WorkFilter } from './work-filter.ts';

let database: TestDatabase;
let me: PartyId;
let colleague: PartyId;
let anna: PartyId;
let number = 0;

before(async () => {
  database = await testDatabase();
  me = await addParty(database.db, 'Min Egen');
  colleague = await addParty(database.db, 'Kollega Ek');
  anna = await addParty(database.db, 'Anna Berg');
});
after(() => database.drop());

const everything: WorkFilter = { view: 'enheten', text: '', order: 'frist', now: NOW };
const listed = (added: Partial<Parameters<typeof addListed>[1]> = {}) =>
  addListed(database.db, { number: `SN 2026-${String(++number).padStart(6, '0')}`, task: {}, ...added });
const news = (seen: string, filter: Partial<WorkFilter> = {}) =>
  workNews(database.db, officer(me), [], { ...everything, ...filter }, seen);

test('what has come since the list was read is counted, where the list asks for it and the officer may see it', async () => {
  const { db } = database;
  await listed();
  const seen = await snapshotNow(db);
  assert.deepEqual(await news(seen), { come: 0, changed: [] });
  await listed({ service: 'annat' });
  await listed({ party: await addParty(db, 'Dold Person', { protected: true }) });
  await listed({ party: me });
  await listed({ unit: 'park' });
  await listed({ task: { groups: ['stod/delegat'] } });
  assert.deepEqual(await news(seen), { come: 1, changed: [] });
  assert.equal((await news(seen, { service: 'bistand' }))?.come, 0);
  assert.equal((await news(seen, { service: 'annat' }))?.come, 1);
  assert.equal((await news(seen, { text: 'annat' }))?.come, 0, 'names are not asked for behind the log');
  assert.equal((await news(await snapshotNow(db)))?.come, 0);
});

test('what began before the list was read and is committed after it has come since', async () => {
  const { db } = database;
  const { id, task } = await listed();
  await sql`delete from cases.work where task_id = ${task}`.execute(db);
  const begun = await db.startTransaction().execute();
  await sql`insert into cases.work (task_id, case_id, unit, service, groups, due, rank, received_at, words)
    values (${task}, ${id}, 'stod', 'bistand', '{stod/handlaggare}', 'infinity', 0, ${NOW}::timestamptz, '')`.execute(
    begun,
  );
  await listed();
  const seen = await snapshotNow(db);
  assert.equal((await news(seen))?.come, 0);
  await begun.commit().execute();
  assert.equal((await news(seen))?.come, 1);
});

test('a task that a colleague takes or gives back has changed, and one that is done is gone', async () => {
  const { db } = database;
  const { task } = await listed();
  const seen = await snapshotNow(db);
  await sql`insert into runtime.task_claim (task_id, party_id, at) values (${task}, ${colleague}, ${NOW}::timestamptz)`.execute(
    db,
  );
  assert.deepEqual(await news(seen, { view: 'otilldelade' }), { come: 0, changed: [task] });
  const taken = await snapshotNow(db);
  await sql`delete from runtime.task_claim where task_id = ${task}`.execute(db);
  assert.deepEqual(await news(taken), { come: 0, changed: [task] });
  await sql`insert into runtime.task_claim (task_id, party_id, at) values (${task}, ${me}, ${NOW}::timestamptz)`.execute(
    db,
  );
  await sql`delete from runtime.task where id = ${task}`.execute(db);
  assert.deepEqual(await news(taken), { come: 0, changed: [] });
});

test('what is not a snapshot is none', async () => {
  for (const seen of ['', '1', '1:2', 'a:b:', "1:2:3'", '1:2:3,', `${'9'.repeat(19)}:1:`])
    assert.equal(await news(seen), undefined, seen);
});

test('the mark of a case is another when something in it is, and is nobody’s who may not open it', async () => {
  const { db } = database;
  const { id, task } = await listed({ party: anna });
  const mark = async () => {
    const found = await caseMark(db, officer(me), [], id);
    assert.ok(found);
    assert.deepEqual(markOf(markText(found)), found);
    return found;
  };
  const first = await mark();
  assert.deepEqual(await mark(), first);
  await sql`insert into cases.document (id, case_id, direction, kind, title, content, at)
    values (${uuidv7()}, ${id}, 'in', 'statement', 'Svar', '{}', ${NOW}::timestamptz)`.execute(db);
  const second = await mark();
  assert.deepEqual(second, { ...first, documents: 1 });
  await sql`insert into runtime.task_claim (task_id, party_id, at) values (${task}, ${colleague}, ${NOW}::timestamptz)`.execute(
    db,
  );
  const third = await mark();
  assert.deepEqual([third.tasks === second.tasks, third.rest === second.rest], [false, true]);
  await sql`insert into cases.note (id, case_id, text, by_party, unit, at)
    values (${uuidv7()}, ${id}, 'Ringt.', ${colleague}, 'stod', ${NOW}::timestamptz)`.execute(db);
  const fourth = await mark();
  assert.notEqual(fourth.rest, third.rest);
  const change = { caseId: id, party: colleague, role: 'agent', reason: 'x', by: me, unit: 'stod', at: NOW };
  await addPartyRole(db, change);
  const fifth = await mark();
  assert.notEqual(fifth.rest, fourth.rest, 'somebody is a party');
  await endPartyRole(db, change);
  assert.notEqual((await mark()).rest, fifth.rest, 'and is none any more');
  const sixth = await mark();
  await sql`insert into cases.conflict (id, case_id, party_id, what, by_party, at)
    values (${uuidv7()}, ${id}, ${colleague}, 'reported', ${colleague}, ${NOW}::timestamptz)`.execute(db);
  const seventh = await mark();
  assert.notEqual(seventh.rest, sixth.rest, 'a conflict of interest');
  await sql`insert into cases.pause (id, case_id, reason, note, from_day, until, by_party, unit, at)
    values (${uuidv7()}, ${id}, 'party', '', '2026-02-03', '2026-02-20', ${me}, 'stod', ${NOW}::timestamptz)`.execute(
    db,
  );
  assert.notEqual((await mark()).rest, seventh.rest, 'the clock of the promise stands still');
  await sql`delete from runtime.task where id = ${task}`.execute(db);
  assert.equal((await mark()).tasks, '-');
  assert.equal(await caseMark(db, officer(me, 'park'), [], id), undefined);
  assert.equal(await caseMark(db, officer(me), [anna], id), undefined, 'a near one’s case');
});
