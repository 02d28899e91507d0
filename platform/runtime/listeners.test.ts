import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { type Block, instanceVisits } from './index.ts';
import { claimJobs } from './jobs.ts';
import { chain, processOf, type TestWorld, testWorld } from './testing.ts';

const listener = (when: string, type: string) => `<zeebe:executionListener eventType="${when}" type="${type}"/>`;
const LISTENED = processOf(
  'listened',
  `<bpmn:startEvent id="S"/><bpmn:userTask id="Ask"><bpmn:extensionElements><zeebe:userTask/>
    <zeebe:assignmentDefinition candidateGroups="u/r"/><zeebe:executionListeners>${listener('start', 'first')}
    ${listener('start', 'second')}${listener('end', 'last')}</zeebe:executionListeners></bpmn:extensionElements></bpmn:userTask>
   <bpmn:endEvent id="E"/>${chain('S>Ask>E')}`,
);

const on = (...sides: readonly (readonly [when: string, type: string])[]) =>
  `<bpmn:extensionElements><zeebe:executionListeners>${sides.map(([when, type]) => listener(when, type)).join('')}</zeebe:executionListeners></bpmn:extensionElements>`;
const ROUND = processOf(
  'round',
  `${on(['start', 'first'], ['end', 'last'])}<bpmn:startEvent id="RS"/>
   <bpmn:exclusiveGateway id="RX">${on(['start', 'second'])}</bpmn:exclusiveGateway><bpmn:endEvent id="RE"/>${chain('RS>RX>RE')}`,
);

const heard: string[] = [];

function block(type: string): Block {
  const any = Type.Object({}, { additionalProperties: true });
  return {
    type,
    kind: 'outside',
    about: { sv: '', en: '' },
    input: any,
    output: any,
    async run() {
      heard.push(type);
      return { output: {} };
    },
  };
}

let world: TestWorld;
before(async () => {
  world = await testWorld(['first', 'second', 'last'].map(block));
  await world.deploy(LISTENED, ROUND);
});
after(() => world.close());

beforeEach(() => {
  heard.length = 0;
});

/** Lets a worker work until something holds: a job is handed over with its commit or found by a poll, whichever is first. */
async function worked(done: () => Promise<boolean>): Promise<void> {
  const worker = world.worker();
  try {
    while (!(await done())) await worker.poll();
  } finally {
    await worker.stop();
  }
}

const isOpen = async (key: string) =>
  (await sql`select from runtime.task where business_key = ${key}`.execute(world.db)).rows.length > 0;
const hasEnded = async (key: string) => (await world.ended(key)) !== null;

test('jobs of listeners are done one after the other, before the task is open and before the token goes on', async () => {
  const key = await world.start('listened');
  assert.deepEqual(heard, []);
  await worked(() => isOpen(key));
  assert.deepEqual(heard, ['first', 'second']);
  await world.complete(key, 'Ask');
  await worked(() => hasEnded(key));
  assert.deepEqual(heard, ['first', 'second', 'last']);
  assert.equal(await world.ended(key), 'completed');
});

test('the process as a whole and a gateway wait for theirs; the last one is waited for at the process itself', async () => {
  const key = await world.start('round');
  assert.deepEqual(await world.stands(key), ['RS']);
  await worked(() => hasEnded(key));
  assert.deepEqual(heard, ['first', 'second', 'last']);
  assert.equal(await world.ended(key), 'completed');
  const [instance = ''] = await world.instances(key);
  const visits = await instanceVisits(world.db, instance, { limit: 10 });
  assert.deepEqual(
    visits.map(({ element, how }) => `${element} ${how}`),
    ['RE completed', 'RX completed', 'RS completed'],
  );
});

test('what is waited for at the process itself is taken back when the case is cancelled', async () => {
  const key = await world.start('round');
  for (let done = 0; done < 2; done += 1) {
    const [job] = await claimJobs(world.db, uuidv7(), 1, null);
    assert.ok(job);
    const write = await world.runtime.runJob(world.db, job);
    await transaction(world.db, async (tx) => {
      await sql`delete from runtime.job where id = ${job.id}`.execute(tx);
      await write(tx);
    });
  }
  assert.deepEqual(await world.stands(key), ['round']);
  const [instance = ''] = await world.instances(key);
  await transaction(world.db, (tx) => world.runtime.advance(tx, instance, { kind: 'cancel' }));
  assert.equal(await world.ended(key), 'cancelled');
  const { rows } = await sql`select from runtime.job where instance_id = ${instance}`.execute(world.db);
  assert.equal(rows.length, 0);
});
