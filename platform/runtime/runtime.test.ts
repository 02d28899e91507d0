import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type FeelContext, type FeelValue, fromJson } from '@torget/feel';
import { load } from '@torget/process';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { openLog } from '#platform/log.ts';
import type { Service } from '#platform/town/types.ts';
import {
  type Block,
  BlockRegistry,
  endIncident,
  type Facts,
  type Host,
  openIncidents,
  Runtime,
  StandingClock,
  tasksOfCase,
  Worker,
} from './index.ts';
import { ANY_FIELDS, fields } from './schema.ts';

const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test" id="d">
  <bpmn:process id="P" isExecutable="true">
    <bpmn:startEvent id="Start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:serviceTask id="Note">
      <bpmn:extensionElements><zeebe:taskDefinition type="test.note" />
        <zeebe:ioMapping><zeebe:input source="=application.fail" target="fail" /></zeebe:ioMapping></bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:userTask id="Ask">
      <bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="unit/officer" /></bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="Remind" attachedToRef="Ask" cancelActivity="false">
      <bpmn:timerEventDefinition id="t1"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P7D</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:boundaryEvent id="Lapse" attachedToRef="Ask">
      <bpmn:timerEventDefinition id="t2"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P14D</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:serviceTask id="Pay"><bpmn:extensionElements><zeebe:taskDefinition type="test.pay" /></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:endEvent id="Reminded" /><bpmn:endEvent id="Lapsed" /><bpmn:endEvent id="End" />
    <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Note" />
    <bpmn:sequenceFlow id="f2" sourceRef="Note" targetRef="Ask" />
    <bpmn:sequenceFlow id="f3" sourceRef="Ask" targetRef="Pay" />
    <bpmn:sequenceFlow id="f4" sourceRef="Pay" targetRef="End" />
    <bpmn:sequenceFlow id="f5" sourceRef="Remind" targetRef="Reminded" />
    <bpmn:sequenceFlow id="f6" sourceRef="Lapse" targetRef="Lapsed" />
  </bpmn:process>
</bpmn:definitions>`;

const OFFICER: Actor = { kind: 'system', function: 'test' };
const HASH = '0'.repeat(64);

let database: TestDatabase;
let db: Db;
let service: Service;
const clock = new StandingClock('2026-02-03T07:00:00Z');
const log = openLog('silent');
/** What the outside system was asked, by idempotency key; and how often it refuses before it works. */
const paid = new Map<string, number>();
let refusals = 0;

function factsOf(application: FeelContext): Facts {
  const values: Record<string, FeelValue> = { application };
  return {
    context: values,
    last: undefined,
    set(name, value) {
      values[name] = value;
    },
  };
}

const note: Block = {
  type: 'test.note',
  kind: 'inline',
  about: { sv: '', en: '' },
  input: fields({ fail: { type: 'boolean' } }),
  output: ANY_FIELDS,
  async run({ db: tx, input, instance }) {
    await sql`insert into public.note values (${instance.businessKey})`.execute(tx);
    if (input['fail'] === true) return { error: { code: 'X', message: 'nobody catches it' } };
    return { output: {} };
  },
};

const pay: Block = {
  type: 'test.pay',
  kind: 'outside',
  about: { sv: '', en: '' },
  input: ANY_FIELDS,
  output: ANY_FIELDS,
  async run({ idempotencyKey }) {
    if (refusals-- > 0) throw new TypeError('the bank does not answer');
    paid.set(idempotencyKey, (paid.get(idempotencyKey) ?? 0) + 1);
    return { output: {} };
  },
};

const applications = new Map<string, FeelContext>();
const host: Host = {
  service: async () => service,
  model: () => service.process,
  facts: async (_db, key) => factsOf(applications.get(key) ?? {}),
  progressed: async () => {},
  evaluated: async () => {},
};

let runtime: Runtime;
let worker: Worker;

async function start(fail = false, variables?: FeelContext): Promise<string> {
  const key = uuidv7();
  const application = fromJson({ fail }) as FeelContext;
  applications.set(key, application);
  await transaction(db, (tx) =>
    runtime.start(tx, {
      service,
      businessKey: key,
      actor: OFFICER,
      facts: factsOf(application),
      ...(variables ? { variables } : {}),
    }),
  );
  return key;
}

async function count(table: string, key: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from ${sql.raw(table)} where business_key = ${key}`.execute(db);
  return rows[0]?.n ?? -1;
}

async function complete(key: string): Promise<void> {
  const [task] = await tasksOfCase(db, key);
  assert.ok(task);
  await transaction(db, (tx) => runtime.completeTask(tx, task.id, { feel: {}, json: {} }, OFFICER));
}

async function ended(key: string): Promise<string | null | undefined> {
  const { rows } = await sql<{
    how: string | null;
  }>`select ended_how as how from runtime.instance where business_key = ${key}`.execute(db);
  return rows[0]?.how;
}

describe('the runtime', () => {
  before(async () => {
    database = await testDatabase();
    db = database.db;
    await sql`create table public.note (business_key uuid)`.execute(db);
    const loaded = await load(PROCESS, { file: 'process.bpmn' });
    assert.ok(loaded.ok, JSON.stringify(loaded));
    service = { id: 'test', hash: HASH, process: loaded.value[0] } as unknown as Service;
  });
  after(() => database.drop());
  beforeEach(() => {
    paid.clear();
    refusals = 0;
    clock.set('2026-02-03T07:00:00Z');
    runtime = new Runtime({ host, blocks: new BlockRegistry([note, pay]), clock });
    worker = new Worker({ db, runtime, handlers: {}, log });
  });

  test('waits at a task with state, timers and history in rows', async () => {
    const key = await start();
    assert.equal((await tasksOfCase(db, key)).length, 1);
    assert.equal(await count('public.note', key), 1);
    const { rows } = await sql<{
      due: Temporal.Instant;
    }>`select t.due from runtime.timer t join runtime.instance i on i.id = t.instance_id
      where i.business_key = ${key} order by t.due`.execute(db);
    assert.deepEqual(
      rows.map((row) => row.due.toString()),
      ['2026-02-10T07:00:00Z', '2026-02-17T07:00:00Z'],
    );
  });

  test('a completed task hands an outside job over right after the commit, once', async () => {
    const key = await start();
    await complete(key);
    await worker.stop();
    assert.equal(await ended(key), 'completed');
    assert.deepEqual([...paid.values()], [1]);
    assert.equal(await count('runtime.job', key), 0);
  });

  test('a task that is done is not done twice', async () => {
    const key = await start();
    const [task] = await tasksOfCase(db, key);
    assert.ok(task);
    await complete(key);
    await assert.rejects(
      transaction(db, (tx) => runtime.completeTask(tx, task.id, { feel: {}, json: {} }, OFFICER)),
      { code: 'task-done' },
    );
    await worker.stop();
  });

  test('due timers fire in due order, each with the clock at its due time', async () => {
    const key = await start();
    clock.set('2026-03-01T07:00:00Z');
    while (await runtime.fireNextTimer(db)) {
      /* all that are due */
    }
    const { rows } = await sql<{ element: string; at: Temporal.Instant }>`select element, at from runtime.history
      where business_key = ${key} and what = 'completed' and element in ('Remind', 'Lapse') order by id`.execute(db);
    assert.deepEqual(
      rows.map((row) => [row.element, row.at.toString()]),
      [
        ['Remind', '2026-02-10T07:00:00Z'],
        ['Lapse', '2026-02-17T07:00:00Z'],
      ],
    );
    assert.equal(await ended(key), 'completed');
    assert.deepEqual(await tasksOfCase(db, key), []);
  });

  test('a start that the model refuses leaves the caller’s rows and becomes a job, not a half process', async () => {
    const key = await start(true);
    assert.equal(await ended(key), undefined);
    assert.equal(await count('public.note', key), 0);
    assert.equal(await count('runtime.job', key), 1);
    await worker.stop();
  });

  test('a start that is tried again knows what the first one was given', async () => {
    const key = await start(true, { unit: 'families' });
    await worker.stop();
    applications.set(key, { fail: false });
    await sql`update runtime.job set due = now(), turn = now() where business_key = ${key}`.execute(db);
    worker = new Worker({ db, runtime, handlers: {}, log });
    await worker.poll();
    assert.equal(await ended(key), null);
    const { rows } =
      await sql`select name, value from runtime.variable v join runtime.instance i on i.id = v.instance_id
      where i.business_key = ${key} and name = 'unit'`.execute(db);
    assert.deepEqual(rows, [{ name: 'unit', value: 'families' }]);
  });

  test('an outside system that fails is asked again later with the same key, and in the end staff see an incident', async () => {
    refusals = 6;
    const key = await start();
    await complete(key);
    await worker.stop();
    for (let attempt = 2; attempt <= 6; attempt++) {
      await sql`update runtime.job set due = now(), turn = now() where business_key = ${key}`.execute(db);
      worker = new Worker({ db, runtime, handlers: {}, log });
      await worker.poll();
    }
    const [incident] = await openIncidents(db, key);
    assert.equal(incident?.element, 'Pay');
    assert.match(incident?.message ?? '', /bank does not answer/);
    assert.equal(await ended(key), null);
    const party = uuidv7();
    await sql`insert into identity.party (id, kind, name, created_at) values (${party}, 'person', 'Staff', now())`.execute(
      db,
    );
    const end = { how: 'retried', reason: 'the bank is back', party, at: clock.now() } as const;
    await transaction(db, (tx) => endIncident(tx, incident?.id ?? '', end, () => {}));
    await worker.poll();
    assert.equal(await ended(key), 'completed');
    assert.deepEqual([...paid.values()], [1]);
    assert.deepEqual(await openIncidents(db, key), []);
  });

  test('two workers on one database run every job once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => start()));
    runtime.onJobs(() => {});
    for (const key of keys) await complete(key);
    const workers = [1, 2].map(() => new Worker({ db, runtime, handlers: {}, log }));
    await Promise.all(workers.map((each) => each.poll()));
    assert.equal(paid.size, keys.length);
    assert.ok([...paid.values()].every((times) => times === 1));
  });
});
