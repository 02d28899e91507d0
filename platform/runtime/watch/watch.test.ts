import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fromJson } from '@torget/feel';
import { load } from '@torget/process';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { Service } from '#platform/town/types.ts';
import {
  BlockRegistry,
  countIncidents,
  definitions,
  endIncident,
  type Facts,
  type Host,
  type InstanceState,
  incidentsOf,
  incidentView,
  instancePath,
  instanceView,
  instanceVisits,
  type Listed,
  listIncidents,
  listInstances,
  Runtime,
  runningCounts,
  StandingClock,
  standing,
  stays,
  tasksOfCase,
} from '../index.ts';

const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test" id="d">
  <bpmn:process id="P" isExecutable="true">
    <bpmn:startEvent id="Start" />
    <bpmn:userTask id="Read"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="unit/officer" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:boundaryEvent id="Lapse" attachedToRef="Read">
      <bpmn:timerEventDefinition id="t"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P14D</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:userTask id="Decide"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:endEvent id="End" /><bpmn:endEvent id="Lapsed" />
    <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Read" /><bpmn:sequenceFlow id="f2" sourceRef="Read" targetRef="Decide" />
    <bpmn:sequenceFlow id="f3" sourceRef="Decide" targetRef="End" /><bpmn:sequenceFlow id="f4" sourceRef="Lapse" targetRef="Lapsed" />
  </bpmn:process>
</bpmn:definitions>`;

const OFFICER: Actor = { kind: 'system', function: 'test' };
const START = Temporal.Instant.from('2026-02-03T07:00:00Z');
const clock = new StandingClock(START.toString());
const facts: Facts = { context: {}, last: undefined, set() {} };

let database: TestDatabase;
let db: Db;
let service: Service;
let runtime: Runtime;
/** Cases in the order of their start: an hour between them. The first three are read after ten hours, the first is decided. */
const keys: string[] = [];

const hour = (n: number) => START.add({ hours: n }).toString();

async function complete(key: string | undefined, at: string): Promise<void> {
  clock.set(at);
  const [task] = await tasksOfCase(db, key ?? '');
  await transaction(db, (tx) => runtime.completeTask(tx, task?.id ?? '', { feel: {}, json: {} }, OFFICER));
}

async function all(state: InstanceState, more: { element?: string; limit?: number } = {}): Promise<Listed[]> {
  const own = (await definitions(db)).map(({ id }) => id);
  const found: Listed[] = [];
  for (let last: Listed | undefined; ; ) {
    const after = last === undefined ? {} : { after: { at: last.at.toString(), id: last.id } };
    const page = await listInstances(db, { definitions: own, state, limit: 2, ...more, ...after });
    found.push(...page);
    last = page.at(-1);
    if (last === undefined) return found;
  }
}

const casesOf = (rows: readonly Listed[]) => rows.map((row) => keys.indexOf(row.businessKey ?? ''));

describe('what operations sees', () => {
  before(async () => {
    database = await testDatabase();
    db = database.db;
    const loaded = await load(PROCESS, { file: 'process.bpmn' });
    assert.ok(loaded.ok, JSON.stringify(loaded));
    service = { id: 'test', hash: '0'.repeat(64), process: loaded.value[0] } as unknown as Service;
    const host: Host = {
      service: async () => service,
      model: () => service.process,
      facts: async () => facts,
      progressed: async () => {},
      evaluated: async () => {},
    };
    runtime = new Runtime({ host, blocks: new BlockRegistry([]), clock });
    for (let n = 0; n < 7; n++) {
      clock.set(hour(n));
      keys.push(uuidv7());
      const variables = { secret: 'Kalles diagnos', list: fromJson([1, 2]), ref: keys[n] ?? '' };
      const start = { service, businessKey: keys[n] ?? '', actor: OFFICER, facts, variables };
      await transaction(db, (tx) => runtime.start(tx, start));
    }
    for (const n of [0, 1, 2]) await complete(keys[n], hour(10 + n));
    await complete(keys[0], hour(20));
  });
  after(() => database.drop());

  const first = async () => (await definitions(db)).map(({ id }) => id);

  test('tokens count since they came to their element, in legal time', async () => {
    const at = await standing(db, await first(), hour(30));
    const rounded = at.map((row) => [row.element, row.inside, (row.median ?? 0) / 3600, (row.longest ?? 0) / 3600]);
    assert.deepEqual(rounded.sort(), [
      ['Decide', 2, 19, 19],
      ['Read', 4, 26, 27],
    ]);
  });

  test('times of elements come from what went through, and the rest is not counted', async () => {
    const took = await stays(db, await first(), hour(0));
    const read = took.find((stay) => stay.element === 'Read');
    assert.deepEqual([read?.through, (read?.median ?? 0) / 3600], [3, 10]);
    assert.equal(took.find((stay) => stay.element === 'Decide')?.through, 1);
    assert.deepEqual(await stays(db, await first(), hour(21)), []);
  });

  test('lists page by page without gaps or doubles, oldest first while running', async () => {
    assert.deepEqual(casesOf(await all('running')), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(casesOf(await all('running', { element: 'Read' })), [3, 4, 5, 6]);
    assert.deepEqual(casesOf(await all('running', { element: 'Decide', limit: 1 })), [1, 2]);
    assert.deepEqual(casesOf(await all('completed')), [0]);
    assert.deepEqual(casesOf(await all('cancelled')), []);
  });

  test('what an open incident hinders is listed and counted until it is ended', async () => {
    const [row] = await all('running', { element: 'Decide' });
    const incident = uuidv7();
    await sql`insert into runtime.incident (id, instance_id, business_key, element, type, message, first_at, last_at, attempts)
      values (${incident}, ${row?.id}, ${row?.businessKey}, 'Decide', 'x', 'stuck', ${hour(21)}, ${hour(21)}, 6)`.execute(
      db,
    );
    assert.deepEqual(casesOf(await all('hindered')), [1]);
    assert.deepEqual(casesOf(await all('hindered', { element: 'Read' })), []);
    assert.deepEqual(
      (await runningCounts(db)).map(({ running, hindered }) => [running, hindered]),
      [[6, 1]],
    );
    const places = await standing(db, await first(), hour(30));
    assert.equal(places.find((place) => place.element === 'Decide')?.hindered, 1);

    const officer = uuidv7();
    await sql`insert into identity.party (id, kind, name, created_at) values (${officer}, 'person', 'Nadia', ${hour(0)})`.execute(
      db,
    );
    assert.equal((await incidentView(db, incident))?.end, null);
    const end = { how: 'resolved', reason: 'Done by hand.', party: officer, at: hour(22) } as const;
    await transaction(db, (tx) => endIncident(tx, incident, end, () => {}));
    assert.deepEqual(await all('hindered'), []);
    const [ended] = await incidentsOf(db, row?.id ?? '');
    assert.deepEqual([ended?.end?.how, ended?.end?.reason, ended?.end?.by], ['resolved', 'Done by hand.', 'Nadia']);
  });

  test('open incidents come page by page, oldest first, and are counted whole', async () => {
    const ids = Array.from({ length: 5 }, () => uuidv7());
    for (const id of ids)
      await sql`insert into runtime.incident (id, type, message, first_at, last_at, attempts)
        values (${id}, 'x', 'stuck', ${hour(23)}, ${hour(23)}, 6)`.execute(db);
    const page = async (after?: string) => {
      const found = await listIncidents(db, { limit: 2, ...(after === undefined ? {} : { after }) });
      return found.map(({ id }) => id);
    };
    assert.deepEqual(await page(), ids.slice(0, 2));
    assert.deepEqual(await page(ids[1]), ids.slice(2, 4));
    assert.deepEqual(await page(ids[3]), ids.slice(4));
    assert.equal(await countIncidents(db), 5);
    await sql`delete from runtime.incident where id = any(${ids}::uuid[])`.execute(db);
  });

  test('one instance tells what each token waits for, and never the value of a variable', async () => {
    const [row] = await all('running', { element: 'Read' });
    const view = await instanceView(db, row?.id ?? '');
    const [token] = view?.tokens ?? [];
    assert.deepEqual([token?.element, token?.task?.groups, token?.task?.claimed], ['Read', ['unit/officer'], false]);
    assert.equal(token?.timers[0]?.element, 'Lapse');
    const seen = view?.variables.map(({ name, type, entries, id }) => [name, type, entries, id]);
    assert.deepEqual(seen, [
      ['list', 'array', 2, null],
      ['ref', 'string', null, keys[3]],
      ['secret', 'string', null, null],
    ]);
    assert.ok(!JSON.stringify(view).includes('Kalle'));
    assert.equal(await instanceView(db, uuidv7()), undefined);
  });

  test('the stays of an instance come newest first, and its way once', async () => {
    const [row] = await all('completed');
    const whole = await instanceVisits(db, row?.id ?? '', { limit: 100 });
    const paged = [];
    for (let before: string | undefined; ; ) {
      const page = await instanceVisits(db, row?.id ?? '', { limit: 2, ...(before ? { before } : {}) });
      if (page.length === 0) break;
      paged.push(...page);
      before = page.at(-1)?.id;
    }
    assert.deepEqual(paged, whole);
    const hours = (at: Temporal.Instant | null | undefined) => at?.since(START).total('hours');
    assert.deepEqual(
      whole.map((stay) => [stay.element, hours(stay.from), hours(stay.to), stay.how]),
      [
        ['End', 20, 20, 'completed'],
        ['Decide', 10, 20, 'completed'],
        ['Read', 0, 10, 'completed'],
        ['Start', 0, 0, 'completed'],
      ],
    );
    const path = await instancePath(db, row?.id ?? '');
    assert.deepEqual(
      [path.done.toSorted(), path.taken.toSorted()],
      [
        ['Decide', 'End', 'Read', 'Start'],
        ['f1', 'f2', 'f3'],
      ],
    );
  });
});
