import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { NotFound } from '#platform/errors.ts';
import type { Block } from '#platform/runtime/index.ts';
import { chain, processOf, type TestWorld, task, testWorld } from '#platform/runtime/testing.ts';
import type { Town, Unit } from '#platform/town/index.ts';
import { assignsByRule } from './assigning.ts';
import { absencesOf, addAbsence, endAbsence } from './queries/absence.ts';
import { addListed, addParty, NOW } from './queries/testing.ts';

const title = { sv: 'x', en: 'x' };
const roles: Town['roles'] = [
  { id: 'r', title, may: ['work'] },
  { id: 'skyddade', title, may: ['work', 'protected'] },
  { id: 'arkivarie', title, may: ['archive'] },
];
const units = (assign?: Unit['assign']): Unit[] => [
  { id: 'u', board: 'SN', title, ...(assign === undefined ? {} : { assign }) },
];
const PROCESS = processOf('P', `<bpmn:startEvent id="S"/>${task('A')}${task('B')}${chain('S>A>B')}`);

let database: TestDatabase;
let count = 0;
const worlds: TestWorld[] = [];

before(async () => {
  database = await testDatabase();
});
after(async () => {
  for (const world of worlds) await world.close();
  await database.drop();
});

/** A world in which unit `u` has these rules, and nobody but those who are named. */
function worldWith(assign: Unit['assign'], ...names: readonly string[]) {
  return worldWithBlocks([], assign, names);
}

async function worldWithBlocks(blocks: readonly Block[], assign: Unit['assign'], names: readonly string[]) {
  const { db } = database;
  await sql`update access.assignment set ended_at = ${NOW}::timestamptz where ended_at is null`.execute(db);
  await sql`delete from runtime.task_claim`.execute(db);
  const opened = assignsByRule({ units: units(assign), roles });
  const world = await testWorld(blocks, opened === undefined ? {} : { opened }, db);
  worlds.push(world);
  await world.deploy(PROCESS);
  return { world, staff: await Promise.all(names.map((name) => employ(name))) };
}

async function employ(name: string, roles: readonly string[] = ['r']): Promise<PartyId> {
  const party = await addParty(database.db, name);
  await sql`insert into access.assignment (id, name, party, unit, roles, source, valid_from)
    values (${uuidv7()}, 'a', ${party}, 'u', ${[...roles]}::text[], 'test', ${NOW}::timestamptz)`.execute(database.db);
  return party;
}

async function newCase(party?: PartyId): Promise<string> {
  count++;
  const number = `SN 2026-${String(count).padStart(6, '0')}`;
  return (await addListed(database.db, { number, unit: 'u', ...(party === undefined ? {} : { party }) })).id;
}

/** Who has the tasks of a case, and what stands of rules in it. */
async function standing(key: string) {
  const { rows: has } = await sql<{ party: PartyId }>`select k.party_id as party from runtime.task t
    join runtime.task_claim k on k.task_id = t.id where t.business_key = ${key}`.execute(database.db);
  const { rows: rules } = await sql<{ element: string; rule: string; party: PartyId }>`
    select element, rule, party_id as party from cases.assigned where case_id = ${key} order by id`.execute(
    database.db,
  );
  return { has: has.map(({ party }) => party), rules };
}

async function started(world: TestWorld, party?: PartyId) {
  return standing(await world.start('P', {}, await newCase(party)));
}

test('without rules nobody is given a task', async () => {
  assert.equal(assignsByRule({ units: units(), roles }), undefined);
  const { world } = await worldWith(undefined, 'Anna');
  assert.deepEqual(await started(world), { has: [], rules: [] });
});

test('fewest tasks: each opening counts those before it, and of equals who was given one the longest ago is next', async () => {
  const { world, staff } = await worldWith(['fewest-tasks'], 'Anna', 'Bo', 'Cia');
  const [anna, bo, cia] = staff;
  await employ('Arkivarie', ['arkivarie']);
  const given = [];
  for (let i = 0; i < 4; i++) given.push(...(await started(world)).has);
  assert.deepEqual(given, [anna, bo, cia, anna]);
  // Bo is done with everything: all that she had is less than what the others have.
  await sql`delete from runtime.task_claim where party_id = ${bo}`.execute(database.db);
  const { has, rules } = await started(world);
  assert.deepEqual(has, [bo]);
  assert.deepEqual(rules, [{ element: 'A', rule: 'fewest-tasks', party: bo }]);
});

test('two tasks that open at once are not given out by the same figures', { timeout: 60_000 }, async () => {
  const { db } = database;
  const { world, staff } = await worldWith(['fewest-tasks'], 'Anna', 'Bo');
  const [anna, bo] = staff;
  assert.deepEqual((await started(world)).has, [anna]);
  const [first, second] = [await newCase(), await newCase()];
  let late: Promise<unknown> | undefined;
  await transaction(db, async (tx) => {
    await world.startIn(tx, 'P', {}, first);
    let done = false;
    late = world.start('P', {}, second).finally(() => {
      done = true;
    });
    // The first is not committed before the second has either waited for it or gone past it.
    while (!done && !(await somebodyWaits())) await setTimeout(20);
  });
  await late;
  assert.deepEqual([...(await standing(first)).has, ...(await standing(second)).has], [bo, anna]);
});

async function somebodyWaits(): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`select exists (select from pg_locks where locktype = 'advisory'
    and not granted and database = (select oid from pg_database where datname = current_database())) as waits`.execute(
    database.db,
  );
  return rows[0]?.waits === true;
}

test('who is away is given nothing, and who stands in has the other’s tasks too', async () => {
  const { db } = database;
  const { world, staff } = await worldWith(['fewest-tasks'], 'Anna', 'Bo', 'Cia');
  const [anna, bo, cia] = staff as [PartyId, PartyId, PartyId];
  assert.deepEqual((await started(world)).has, [anna]);
  const away = { unit: 'u', from: '2026-02-03', to: '2026-02-03', by: anna, at: NOW };
  await addAbsence(db, { ...away, party: anna, substitute: bo });
  assert.deepEqual((await started(world)).has, [cia]);
  assert.deepEqual((await started(world)).has, [bo], 'one each now, and Cia was given hers last');
  assert.deepEqual((await started(world)).has, [cia], 'Bo has two: her own and that of Anna');
  await addAbsence(db, { ...away, party: bo, substitute: cia });
  await addAbsence(db, { ...away, party: cia, substitute: anna });
  assert.deepEqual(await started(world), { has: [], rules: [] }, 'nobody is left');
  for (const { id } of await absencesOf(db, 'u', '2026-02-03'))
    await endAbsence(db, { id, unit: 'u', by: anna, at: NOW });
  assert.deepEqual((await started(world)).has, [anna], 'an absence that was ended holds no more');
});

test('who has a conflict of interest, is near a party, or may not open the case is passed over', async () => {
  const { db } = database;
  const { world, staff } = await worldWith(['fewest-tasks'], 'Anna', 'Bo');
  const [anna, bo] = staff as [PartyId, PartyId];
  const key = await newCase();
  await sql`insert into cases.conflict (id, case_id, party_id, what, by_party, at)
    values (${uuidv7()}, ${key}, ${anna}, 'reported', ${anna}, ${NOW}::timestamptz)`.execute(db);
  await world.start('P', {}, key);
  assert.deepEqual((await standing(key)).has, [bo]);
  assert.deepEqual((await started(world, anna)).has, [bo], 'her own case');
  const hidden = await addParty(db, 'Dold', { protected: true });
  assert.deepEqual(await started(world, hidden), { has: [], rules: [] }, 'no one left');
  const guard = await employ('Vakt', ['r', 'skyddade']);
  assert.deepEqual((await started(world, hidden)).has, [guard]);
});

test('same officer: of the case, else of the person’s last open case; who stands in when that one is away', async () => {
  const { db } = database;
  const { world, staff } = await worldWith(['same-officer'], 'Anna', 'Bo');
  const [anna, bo] = staff as [PartyId, PartyId];
  const person = await addParty(db, 'Sökande');
  const first = await newCase(person);
  await world.start('P', {}, first);
  assert.deepEqual((await standing(first)).has, [], 'nobody knows her yet');
  const take = (key: string, party: PartyId) =>
    transaction(db, async (tx) => {
      const { rows } = await sql<{ id: string }>`select id from runtime.task where business_key = ${key}`.execute(tx);
      const actor = { kind: 'system', function: 'test' } as const;
      await world.runtime.claimTask(tx, rows[0]?.id ?? '', party, actor);
    });
  await take(first, bo);
  assert.deepEqual((await started(world, person)).rules, [{ element: 'A', rule: 'same-officer', party: bo }]);
  assert.deepEqual((await started(world)).has, [], 'another person');
  // Reassigned by hand: the officer is the one who has it now.
  const second = await newCase(person);
  await world.start('P', {}, second);
  await take(second, anna);
  await world.complete(second, 'A');
  await take(second, anna);
  assert.deepEqual((await started(world, person)).has, [anna], 'the newest open case');
  await sql`insert into cases.closure (case_id, at) values (${second}, ${NOW}::timestamptz)`.execute(db);
  const { rows } = await sql<{
    key: string;
  }>`select case_id as key from cases.assigned where party_id = ${anna}`.execute(db);
  for (const { key } of rows)
    await sql`insert into cases.closure (case_id, at) values (${key}, ${NOW}::timestamptz)`.execute(db);
  assert.deepEqual((await started(world, person)).has, [bo], 'a closed case says nothing any more');
  await take(first, anna);
  await sql`insert into cases.closure (case_id, at) select case_id, ${NOW}::timestamptz from cases.assigned
    where party_id = ${bo} and rule = 'same-officer' on conflict do nothing`.execute(db);
  const day = { unit: 'u', from: '2026-02-01', to: null, by: anna, at: NOW };
  await addAbsence(db, { ...day, party: anna, substitute: bo });
  assert.deepEqual((await started(world, person)).has, [bo]);
});

test('rules are tried one after the other', async () => {
  const { world, staff } = await worldWith(['same-officer', 'fewest-tasks'], 'Anna', 'Bo');
  const [anna, bo] = staff;
  const person = await addParty(database.db, 'Sökande');
  assert.deepEqual((await started(world)).has, [anna]);
  assert.deepEqual((await started(world, person)).rules, [{ element: 'A', rule: 'fewest-tasks', party: bo }]);
  assert.deepEqual((await started(world, person)).rules, [{ element: 'A', rule: 'same-officer', party: bo }]);
});

/** A process whose task asks a listener before somebody has it; `answer` is what the listener says of whom. */
async function worldThatAsks(kind: Block['kind'], answer: (party: PartyId) => FeelContext) {
  const any = { type: 'object', additionalProperties: true } as const;
  const judge: Block = {
    type: 'judge',
    kind,
    about: title,
    input: any,
    output: any,
    run: async ({ headers }) => ({ output: answer((headers['io.camunda.zeebe:assignee'] ?? '') as PartyId) }),
  };
  const opened = await worldWithBlocks([judge], ['fewest-tasks'], ['Anna', 'Bo']);
  await opened.world.deploy(
    processOf(
      'P',
      `<bpmn:startEvent id="S"/><bpmn:userTask id="A"><bpmn:extensionElements><zeebe:userTask/>
        <zeebe:assignmentDefinition candidateGroups="u/r"/><zeebe:taskListeners><zeebe:taskListener eventType="assigning"
        type="judge"/></zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>${chain('S>A')}`,
    ),
  );
  return opened;
}

const denies = () => ({ denied: true, deniedReason: 'upptagen' });

/** Does the jobs that there are. */
async function work(world: TestWorld): Promise<void> {
  const worker = world.worker();
  while ((await sql`select from runtime.job where external = false`.execute(database.db)).rows.length > 0)
    await worker.poll();
  await worker.stop();
}

test('what a listener denies, at once or later, or cannot answer, stands nowhere as given by a rule', async () => {
  const refuses = () => {
    throw new NotFound('nobody to ask');
  };
  for (const [kind, answer] of [
    ['inline', denies],
    ['outside', denies],
    ['inline', refuses],
  ] as const) {
    const { world, staff } = await worldThatAsks(kind, answer);
    const [anna = ''] = staff;
    const key = await world.start('P', {}, await newCase());
    assert.deepEqual(await standing(key), { has: [], rules: [] });
    await work(world);
    assert.deepEqual(await standing(key), { has: [], rules: [] }, 'the task waits for somebody');
    // Whom the rule had chosen takes it by hand.
    await sql`insert into runtime.task_claim (task_id, party_id, at)
      select id, ${anna}::uuid, ${NOW}::timestamptz from runtime.task where business_key = ${key}`.execute(database.db);
    assert.deepEqual(await standing(key), { has: [anna], rules: [] });
  }
});

test('fewest tasks: one that a rule has given and that waits for its listeners counts', async () => {
  const { world, staff } = await worldThatAsks('outside', () => ({}));
  const keys = [await world.start('P', {}, await newCase()), await world.start('P', {}, await newCase())];
  await work(world);
  const given = [];
  for (const key of keys) given.push(...(await standing(key)).has);
  assert.deepEqual(given, staff);
});

test('what a listener agrees to later is given by the rule then, and what it gives to another is not', async () => {
  const { world, staff } = await worldThatAsks('outside', () => ({}));
  const [anna, bo] = staff as [PartyId, PartyId];
  const key = await world.start('P', {}, await newCase());
  assert.deepEqual(await standing(key), { has: [], rules: [] });
  await work(world);
  assert.deepEqual(await standing(key), {
    has: [anna],
    rules: [{ element: 'A', rule: 'fewest-tasks', party: anna }],
  });
  const other = await worldThatAsks('outside', () => ({ corrections: { assignee: bo } }));
  const second = await other.world.start('P', {}, await newCase());
  await work(other.world);
  assert.deepEqual(await standing(second), { has: [bo], rules: [] });
});
