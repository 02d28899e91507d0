import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { uuidv7 } from '#platform/database/index.ts';
import { type Block, openIncidents } from './index.ts';
import { addJobs, claimJobs, endJob, failJob } from './jobs.ts';
import { retriesOf } from './retries.ts';
import { ANY_FIELDS } from './schema.ts';
import { chain, processOf, type TestWorld, testWorld, work } from './testing.ts';

const done: string[] = [];
let [atOnce, most] = [0, 0];
const slow: Block = {
  type: 'slow',
  kind: 'outside',
  about: { sv: '', en: '' },
  input: ANY_FIELDS,
  output: ANY_FIELDS,
  async run({ idempotencyKey, instance }) {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce -= 1;
    done.push(`${instance.id} ${idempotencyKey}`);
    return { output: {} };
  },
};

const THREE = processOf(
  'three',
  `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="F"/>${work('A', 'slow')}${work('B', 'slow')}${work('C', 'slow')}
   <bpmn:endEvent id="E"/>${chain('S>F>A>E', 'F>B>E', 'F>C>E')}`,
);
const ASYNC = processOf(
  'async',
  `<bpmn:startEvent id="S"/><bpmn:exclusiveGateway id="X"/><bpmn:endEvent id="E"/>
   <bpmn:task id="T" camunda:asyncBefore="true"><bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R2/PT30S</camunda:failedJobRetryTimeCycle></bpmn:extensionElements></bpmn:task>
   <bpmn:sequenceFlow id="s" sourceRef="S" targetRef="T"/><bpmn:sequenceFlow id="t" sourceRef="T" targetRef="X"/>
   <bpmn:sequenceFlow id="x" sourceRef="X" targetRef="E"><bpmn:conditionExpression>\${ok}</bpmn:conditionExpression></bpmn:sequenceFlow>
   <bpmn:sequenceFlow id="y" sourceRef="X" targetRef="E"><bpmn:conditionExpression>\${ok and ok}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
).replace('<bpmn:definitions ', '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" ');

let world: TestWorld;
const owner = uuidv7();

async function queued(jobs: readonly { key?: string; priority?: number; type?: string }[]): Promise<void> {
  const rows = jobs.map(({ key, priority, type = 'x' }) => ({
    type,
    payload: {},
    ...(key === undefined ? {} : { businessKey: key }),
    ...(priority === undefined ? {} : { priority }),
  }));
  await addJobs(world.db, rows, () => {});
}

describe('the queue of jobs', () => {
  before(async () => {
    world = await testWorld([slow]);
    await world.deploy(THREE, ASYNC);
  });
  beforeEach(async () => {
    done.length = 0;
    // Workers of earlier tests take no more jobs right after a commit.
    world.runtime.onJobs(() => {});
    await sql`delete from runtime.job`.execute(world.db);
  });
  after(() => world.close());

  test('a case with many jobs does not starve the others', async () => {
    const [flood, other] = [uuidv7(), uuidv7()];
    await queued(Array.from({ length: 500 }, () => ({ key: flood })));
    await queued([{ key: other }]);
    const first = await claimJobs(world.db, owner, 5, null);
    assert.ok(first.some((job) => job.businessKey === other));
  });

  test('a priority is kept over a failed attempt', async () => {
    await queued([{ type: 'plain' }, { type: 'high', priority: 90 }]);
    const first = await claimJobs(world.db, owner, 2, null);
    for (const job of [...first].reverse())
      await failJob(world.db, owner, { ...job, backOff: [0] }, 'no', '2026-02-03T08:00:00Z');
    const again = await claimJobs(world.db, owner, 2, null);
    assert.deepEqual(
      [first, again].map((jobs) => jobs.map(({ type }) => type)),
      [
        ['high', 'plain'],
        ['high', 'plain'],
      ],
    );
  });

  test('a higher priority goes first, a low one is not passed by for ever', async () => {
    await queued([{ type: 'low', priority: 0 }, { type: 'plain' }, { type: 'high', priority: 90 }]);
    const order = async () => (await claimJobs(world.db, owner, 1, null))[0]?.type;
    assert.equal(await order(), 'high');
    await sql`update runtime.job set turn = turn - interval '10 minutes' where type = 'low'`.execute(world.db);
    assert.deepEqual([await order(), await order()], ['low', 'plain']);
  });

  test('what nobody waits for is left while many wait for pages, for two minutes', async () => {
    const handed: string[] = [];
    const jobs = [
      { type: 'pdf', payload: {}, patient: true },
      { type: 'plain', payload: {} },
    ];
    await addJobs(world.db, jobs, (ids) => handed.push(...ids));
    const claimed = async (crowded: boolean) =>
      (await claimJobs(world.db, owner, 9, null, crowded)).map(({ id, type }) => [type, handed.includes(id)]);
    assert.deepEqual([await claimed(true), await claimed(true)], [[['plain', true]], []]);
    assert.deepEqual(await claimed(false), [['pdf', false]]);
    await sql`delete from runtime.job`.execute(world.db);
    await addJobs(world.db, jobs.slice(0, 1), () => {});
    await sql`update runtime.job set turn = turn - interval '114 seconds'`.execute(world.db);
    assert.deepEqual(await claimed(true), []);
    await sql`update runtime.job set turn = turn - interval '2 seconds'`.execute(world.db);
    assert.deepEqual(await claimed(true), [['pdf', false]]);
  });

  test('what a model has placed late, or is one of many jobs of a case, is not left for who waits for pages', async () => {
    await addJobs(
      world.db,
      ['late', 'fiftieth', 'pdf'].map((type) => ({ type, payload: {}, patient: type === 'pdf' })),
      () => {},
    );
    await sql`update runtime.job set priority = 20, turn = turn + interval '5 minutes' where type = 'late'`.execute(
      world.db,
    );
    await sql`update runtime.job set turn = turn + interval '8 minutes' where type = 'fiftieth'`.execute(world.db);
    const claimed = (await claimJobs(world.db, owner, 9, null, true)).map(({ type }) => type);
    assert.deepEqual(claimed, ['late', 'fiftieth']);
    await sql`delete from runtime.job`.execute(world.db);
  });

  test('a worker leaves it too, and takes it when they have their pages', async () => {
    await addJobs(world.db, [{ type: 'pdf', payload: {}, patient: true }], () => {});
    let crowded = true;
    const worker = world.worker({ handlers: { pdf: async () => undefined }, crowded: () => crowded });
    const left = async () => (await sql`select from runtime.job`.execute(world.db)).rows.length;
    await worker.poll();
    assert.equal(await left(), 1);
    crowded = false;
    await worker.poll();
    await worker.stop();
    assert.equal(await left(), 0);
  });

  test('while many wait for pages, a look takes what fits and does not go on to the next', async () => {
    const plain = Array.from({ length: 20 }, () => ({ type: 'plain', payload: {} }));
    await addJobs(world.db, plain, () => {});
    let crowded = true;
    const worker = world.worker({ handlers: { plain: async () => undefined }, crowded: () => crowded });
    const left = async () => (await sql`select from runtime.job`.execute(world.db)).rows.length;
    await worker.poll();
    for (const until = Date.now() + 5000; (await left()) > 12 && Date.now() < until; )
      await new Promise((go) => setTimeout(go, 5));
    assert.equal(await left(), 12);
    crowded = false;
    await worker.poll();
    await worker.stop();
    assert.equal(await left(), 0);
  });

  test('while many wait for pages, the jobs of several commits are taken together', async () => {
    const claims = async (crowded: boolean) => {
      const leases = new Set<string>();
      const worker = world.worker({
        handlers: {
          pdf: async (db, { id }) => {
            const { rows } = await sql<{ lease: string }>`select lease_until::text as lease from runtime.job
              where id = ${id}`.execute(db);
            leases.add(rows[0]?.lease ?? '');
            return undefined;
          },
        },
        crowded: () => crowded,
      });
      const commits: (readonly string[])[] = [];
      for (let n = 0; n < 3; n++) await addJobs(world.db, [{ type: 'pdf', payload: {} }], (ids) => commits.push(ids));
      for (const ids of commits) {
        world.runtime.handOver(ids);
        await new Promise((go) => setImmediate(go));
      }
      const left = async () => (await sql`select from runtime.job`.execute(world.db)).rows.length;
      for (const until = Date.now() + 5000; (await left()) > 0 && Date.now() < until; )
        await new Promise((go) => setTimeout(go, 5));
      assert.equal(await left(), 0);
      await worker.stop();
      return leases.size;
    };
    assert.equal(await claims(true), 1);
    assert.ok((await claims(false)) > 1);
  });

  test('what a model gives a place goes before and behind the others', async () => {
    const placed = (id: string, priority: number) =>
      processOf(id, `<bpmn:startEvent id="S"/>${work('A', 'slow')}${chain('S>A')}`).replace(
        '<zeebe:taskDefinition type="slow"/>',
        `<zeebe:taskDefinition type="slow"/><zeebe:jobPriorityDefinition priority="${priority}"/>`,
      );
    await world.deploy(THREE, ASYNC, placed('later', 20), placed('sooner', 80));
    const keys = [await world.start('later'), await world.start('three'), await world.start('sooner')];
    const order = (await claimJobs(world.db, owner, 3, null)).map(({ businessKey }) => keys.indexOf(businessKey ?? ''));
    assert.deepEqual(order, [2, 1, 0]);
  });

  test('one instance has one job running at a time, whoever runs it', async () => {
    const key = await world.start('three');
    const other = uuidv7();
    const [first, ...more] = await claimJobs(world.db, owner, 10, null);
    assert.deepEqual(more, []);
    assert.deepEqual(await claimJobs(world.db, other, 10, null), []);
    await endJob(world.db, owner, first?.id ?? '');
    assert.equal((await claimJobs(world.db, other, 10, null)).length, 1);
    assert.equal(await world.ended(key), null);
  });

  test('jobs of one instance follow each other without waiting for the next poll', async () => {
    most = 0;
    const worker = world.worker();
    const key = await world.start('three');
    const until = Date.now() + 5000;
    while ((await world.ended(key)) === null && Date.now() < until) await new Promise((go) => setTimeout(go, 10));
    assert.equal(await world.ended(key), 'completed');
    assert.equal(done.length, 3);
    assert.equal(most, 1);
    await worker.stop();
  });

  test('a continuation is tried as often as the model says, then it is an incident at its element', async () => {
    const key = await world.start('async', { ok: false });
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      assert.deepEqual(await openIncidents(world.db, key), []);
      await world.worker().poll();
      const { rows } = await sql<{ s: number }>`select extract(epoch from due - now())::float8 as s from runtime.job
        where business_key = ${key}`.execute(world.db);
      assert.ok((rows[0]?.s ?? 0) > 20 && (rows[0]?.s ?? 0) < 40, String(rows[0]?.s));
      await sql`update runtime.job set due = now(), turn = now()`.execute(world.db);
    }
    const [incident] = await openIncidents(world.db, key);
    assert.deepEqual([incident?.element, incident?.attempts], ['T', 2]);
  });

  test('a job that never ends because its process dies each time becomes an incident', async () => {
    const key = await world.start('three');
    await sql`update runtime.job set attempts = 50 where element = 'A'`.execute(world.db);
    await sql`delete from runtime.job where element <> 'A'`.execute(world.db);
    await world.worker().poll();
    const [incident] = await openIncidents(world.db, key);
    assert.match(incident?.message ?? '', /never ended/);
  });

  test('the retries of a model are read as Camunda writes them', () => {
    assert.deepEqual(retriesOf('R5/PT5M'), { attempts: 5, backOff: [300] });
    assert.deepEqual(retriesOf('PT1M,PT10M'), { attempts: 3, backOff: [60, 600] });
    assert.equal(retriesOf('soon'), undefined);
    assert.equal(retriesOf(undefined), undefined);
  });
});
