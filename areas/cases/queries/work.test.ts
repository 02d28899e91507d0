import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { addListed, addParty, NOW, officer } from './testing.ts';
import { neighbours, workCounts, workList } from './work.ts';
import type { WorkFilter } from './work-filter.ts';

let database: TestDatabase;
let anna: PartyId;
let me: PartyId;
let colleague: PartyId;
const tasks: Record<string, { id: string; task: string }> = {};

before(async () => {
  database = await testDatabase();
  const { db } = database;
  anna = await addParty(db, 'Anna Berg');
  me = await addParty(db, 'Min Egen');
  colleague = await addParty(db, 'Kollega Ek');
  const hidden = await addParty(db, 'Dold Person', { protected: true });
  const day = (n: number) => `2026-02-0${n}T15:00:00Z`;
  for (const [name, added] of Object.entries({
    late: { number: 'SN 2026-000001', party: anna, task: { due: day(1) }, received: '2026-01-09T09:00:00Z' },
    soon: { number: 'SN 2026-000002', party: await addParty(db, 'Bo 100%'), task: { due: day(4) }, claimed: me },
    urgent: { number: 'SN 2026-000003', task: { due: day(4), priority: 90 }, received: '2026-01-08T09:00:00Z' },
    later: { number: 'SN 2026-000004', service: 'annat', task: { due: day(9) }, claimed: colleague },
    never: { number: 'SN 2026-000005', task: { element: 'Inquire' } },
    decide: { number: 'SN 2026-000006', task: { groups: ['stod/delegat'], due: day(2) } },
    elsewhere: { number: 'SN 2026-000007', unit: 'park', task: { due: day(1) } },
    hidden: { number: 'SN 2026-000008', party: hidden, task: { due: day(1) } },
    own: { number: 'SN 2026-000009', party: me, task: { due: day(1) } },
    theirs: { number: 'SN 2026-000010', party: anna, task: { groups: ['party/applicant'], due: day(1) } },
  }))
    tasks[name] = await addListed(db, added);
});
after(() => database.drop());

const everything: WorkFilter = { view: 'enheten', text: '', order: 'frist', now: NOW };

async function listed(filter: Partial<WorkFilter> = {}, actor: Actor = officer(me)): Promise<string[]> {
  const rows = await workList(database.db, actor, [], { ...everything, ...filter });
  return rows.map((row) => Object.keys(tasks).find((name) => tasks[name]?.task === row.id) ?? '?');
}

test('the list is that of the unit and the role, by deadline and priority, without what the officer may not see', async () => {
  assert.deepEqual(await listed(), ['late', 'urgent', 'soon', 'later', 'never']);
  assert.deepEqual(await listed({}, officer(me, 'stod', ['handlaggare', 'delegat'])), [
    'late',
    'decide',
    'urgent',
    'soon',
    'later',
    'never',
  ]);
  assert.deepEqual(await listed({}, officer(me, 'stod', ['handlaggare', 'skyddade'])), [
    'late',
    'hidden',
    'urgent',
    'soon',
    'later',
    'never',
  ]);
  assert.deepEqual(await listed({}, officer(me, 'park')), ['elsewhere']);
  assert.deepEqual(
    await listed({}, { kind: 'citizen', party: anna, principal: anna, name: '', assurance: 'loa3', session: 's' }),
    [],
  );
});

test('a near one’s case, and one with a conflict that stands, are not the officer’s', async () => {
  const near = await workList(database.db, officer(me), [anna], everything);
  assert.ok(!near.some(({ id }) => id === tasks['late']?.task));
  const report = (what: string, id: string) =>
    sql`insert into cases.conflict (id, case_id, party_id, what, by_party, at)
    values (${id}, ${tasks['late']?.id}, ${me}, ${what}, ${colleague}, ${NOW}::timestamptz)`.execute(database.db);
  await report('reported', '01a00000-0000-7000-8000-000000000001');
  assert.ok(!(await listed()).includes('late'));
  await report('cleared', '01a00000-0000-7000-8000-000000000002');
  assert.ok((await listed()).includes('late'));
});

test('filters leave what they name, alone and together', async () => {
  assert.deepEqual(await listed({ deadline: 'over' }), ['late']);
  assert.deepEqual(await listed({ deadline: 'snart' }), ['urgent', 'soon']);
  assert.deepEqual(await listed({ deadline: 'vecka' }), ['urgent', 'soon', 'later']);
  assert.deepEqual(await listed({ deadline: 'ingen' }), ['never']);
  assert.deepEqual(await listed({ standing: 'mina' }), ['soon']);
  assert.deepEqual(await listed({ standing: 'andra' }), ['later']);
  assert.deepEqual(await listed({ standing: 'ingen' }), ['late', 'urgent', 'never']);
  assert.deepEqual(await listed({ service: 'annat' }), ['later']);
  assert.deepEqual(await listed({ step: 'Inquire' }), ['never']);
  assert.deepEqual(await listed({ step: 'Decide', standing: 'ingen' }), ['late', 'urgent']);
  assert.deepEqual(await listed({ view: 'mina' }), ['soon']);
  const both = officer(me, 'stod', ['handlaggare', 'delegat']);
  assert.deepEqual(await listed({ role: 'delegat' }, both), ['decide']);
  assert.deepEqual(await listed({ text: 'berg' }), ['late']);
  assert.deepEqual(await listed({ text: '000003' }), ['urgent']);
  assert.deepEqual(await listed({ text: '100%' }), ['soon']);
  assert.deepEqual(await listed({ text: 'dold' }), [], 'a name that may not be seen is not found');
  assert.deepEqual(await listed({ text: '2026', deadline: 'snart', standing: 'ingen' }), ['urgent']);
});

test('a task is found by who is a party now, by the name they have now', async () => {
  const { db } = database;
  const { id = '' } = tasks['later'] ?? {};
  const dag = await addParty(db, 'Dag Öst_man');
  await sql`insert into cases.party_role (case_id, party_id, role, since) values (${id}, ${dag}, 'affected', ${NOW}::timestamptz)`.execute(
    db,
  );
  assert.deepEqual(await listed({ text: 'ÖST_M' }), ['later']);
  assert.deepEqual(await listed({ text: 'öst%m' }), [], 'signs of a pattern are asked for as they are');
  await sql`update identity.party set name = 'Dag Väst' where id = ${dag}`.execute(db);
  assert.deepEqual(await listed({ text: 'öst_' }), []);
  assert.deepEqual(await listed({ text: 'dag väst' }), ['later']);
  await sql`delete from cases.party_role where case_id = ${id}`.execute(db);
  assert.deepEqual(await listed({ text: 'väst' }), []);
  assert.deepEqual(await listed({ text: 'sn 2026-000004' }), ['later']);
});

test('orders are by deadline and by arrival, and pages go on where the last one ended', async () => {
  assert.deepEqual(await listed({ order: 'aldst' }), ['urgent', 'late', 'soon', 'later', 'never']);
  assert.deepEqual(await listed({ order: 'nyast' }), ['never', 'later', 'soon', 'late', 'urgent']);
  for (const order of ['frist', 'aldst', 'nyast'] as const) {
    const filter = { ...everything, order };
    const paged: string[] = [];
    let page = await workList(database.db, officer(me), [], filter, { limit: 2 });
    while (page.length > 0) {
      paged.push(...page.map(({ id }) => id));
      page = await workList(database.db, officer(me), [], filter, { limit: 2, after: page.at(-1)?.place });
    }
    assert.deepEqual(
      paged,
      (await workList(database.db, officer(me), [], filter)).map(({ id }) => id),
      order,
    );
  }
});

test('views are counted, and a case knows those beside it in the list', async () => {
  const counts = await workCounts(database.db, officer(me), [], NOW);
  assert.deepEqual(counts, { enheten: 5, mina: 1, 'nara-frist': 3, otilldelade: 3, services: ['annat', 'bistand'] });
  const beside = (name: string) => neighbours(database.db, officer(me), [], tasks[name]?.id ?? '');
  assert.deepEqual(await beside('urgent'), { before: tasks['late']?.id, after: tasks['soon']?.id });
  assert.deepEqual(await beside('never'), { before: tasks['later']?.id, after: null });
  assert.deepEqual(await beside('elsewhere'), { before: null, after: null });
});

test('the list follows its tasks: a case that moves, a task that is due earlier, a task that is done', async () => {
  const { db } = database;
  const { id = '', task = '' } = tasks['elsewhere'] ?? {};
  await sql`update cases.case set unit = 'stod' where id = ${id}`.execute(db);
  await sql`update runtime.task set candidate_groups = '{stod/handlaggare}', due = '2026-01-01T00:00:00Z' where id = ${task}`.execute(
    db,
  );
  assert.equal((await listed())[0], 'elsewhere');
  await sql`delete from runtime.task where id = ${task}`.execute(db);
  assert.ok(!(await listed()).includes('elsewhere'));
  const { rows } = await sql<{ missing: number; wrong: number }>`select
    (select count(*)::int from runtime.task t where cases.is_for_staff(t.candidate_groups)
      and not exists (select from cases.work w where w.task_id = t.id)) as missing,
    (select count(*)::int from cases.work w join cases.case c on c.id = w.case_id
      where w.unit <> c.unit or w.words <> cases.words_of(c.id)) as wrong`.execute(db);
  assert.deepEqual(rows, [{ missing: 0, wrong: 0 }]);
});
