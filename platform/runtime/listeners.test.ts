import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Decimal } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/actor.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Block, instanceVisits } from './index.ts';
import { claimJobs } from './jobs.ts';
import { ANY_FIELDS } from './schema.ts';
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

const taskListener = (when: string, type: string) => `<zeebe:taskListener eventType="${when}" type="${type}"/>`;
const task = (process: string, ...listeners: readonly (readonly [when: string, type: string])[]) =>
  processOf(
    process,
    `<bpmn:startEvent id="S"/><bpmn:userTask id="Ask"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="u/r"/>
     <zeebe:taskListeners>${listeners.map(([when, type]) => taskListener(when, type)).join('')}</zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>
     <bpmn:endEvent id="E"/>${chain('S>Ask>E')}`,
  );

const heard: string[] = [];

function block(type: string): Block {
  const any = ANY_FIELDS;
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

/** Blocks that answer as listeners of tasks do; `judge` denies what says no. */
const JUDGES: readonly Block[] = (['inline', 'outside'] as const).map((kind) => ({
  ...block(`judge-${kind}`),
  kind,
  async run({ input, headers }) {
    heard.push(`${headers['io.camunda.zeebe:action']} ${headers['io.camunda.zeebe:assignee'] ?? 'nobody'}`);
    if (headers['io.camunda.zeebe:action'] === 'assigning')
      return { output: { denied: true, deniedReason: 'upptagen' } };
    if (headers['io.camunda.zeebe:action'] === 'creating') {
      return {
        output: { corrections: { priority: new Decimal(90), candidateGroups: ['v/s'], dueDate: '2026-03-01' } },
      };
    }
    return { output: input['svar'] === 'nej' ? { denied: true, deniedReason: 'svaret saknas' } : {} };
  },
}));

let world: TestWorld;
before(async () => {
  world = await testWorld([...['first', 'second', 'last'].map(block), ...JUDGES]);
  await world.deploy(
    LISTENED,
    ROUND,
    task('at-once', ['creating', 'judge-inline'], ['assigning', 'judge-inline'], ['completing', 'judge-inline']),
    task('later', ['completing', 'judge-outside'], ['completing', 'last'], ['canceling', 'last']),
  );
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

const PARTY = '019a0000-0000-7000-8000-000000000001' as PartyId;
const OFFICER: Actor & { party: PartyId } = {
  kind: 'staff',
  party: PARTY,
  name: 'Eva',
  assignment: 'a',
  unit: 'u',
  roles: ['r'],
  may: [],
  session: 's',
};

const openTask = async (key: string) => {
  const { rows } = await sql<{
    id: string;
    denied: string | null;
    priority: number;
    groups: string[];
    due: string | null;
    claims: number;
  }>`
    select id, denied, priority, candidate_groups as groups, due::text as due,
      (select count(*)::int from runtime.task_claim where task_id = t.id) as claims
    from runtime.task t where business_key = ${key}`.execute(world.db);
  return rows[0] ?? assert.fail('no open task');
};
const code = (wanted: string) => (error: unknown) => error instanceof TorgetError && error.code === wanted;
const answers = (svar: string) => ({ feel: { svar }, json: { svar } });

test('listeners of the house answer in the transaction: they correct a task, and what they deny never happened', async () => {
  const key = await world.start('at-once');
  const { id, priority, groups, due } = await openTask(key);
  assert.deepEqual([priority, groups, due?.slice(0, 10)], [90, ['v/s'], '2026-03-01']);
  const tried = (work: (tx: Db) => Promise<void>) => transaction(world.db, work);
  await assert.rejects(
    tried((tx) => world.runtime.claimTask(tx, id, OFFICER.party, OFFICER)),
    code('task-denied'),
  );
  await assert.rejects(
    tried((tx) => world.runtime.completeTask(tx, id, answers('nej'), OFFICER)),
    code('task-denied'),
  );
  const left = await openTask(key);
  assert.deepEqual([left.claims, left.denied], [0, null]);
  await tried((tx) => world.runtime.completeTask(tx, id, answers('ja'), OFFICER));
  assert.equal(await world.ended(key), 'completed');
  assert.deepEqual(heard, [
    'creating nobody',
    ...[1, 2, 3].map((n) => `${n === 1 ? 'assigning' : 'completing'} ${OFFICER.party}`),
  ]);
});

test('listeners outside are waited for: the task is open until they agree, and its end is who answered', async () => {
  const key = await world.start('later');
  const { id } = await openTask(key);
  const answer = (svar: string) =>
    transaction(world.db, (tx) => world.runtime.completeTask(tx, id, answers(svar), OFFICER));
  await answer('nej');
  await assert.rejects(answer('ja'), code('task-busy'));
  await worked(async () => (await openTask(key)).denied !== null);
  assert.equal((await openTask(key)).denied, 'svaret saknas');
  assert.equal(await hasEnded(key), false);
  await answer('ja');
  await worked(() => hasEnded(key));
  const { rows } = await sql<{ by: string; answers: unknown }>`
    select by_party as by, answers from runtime.task_end where business_key = ${key}`.execute(world.db);
  assert.deepEqual(rows, [{ by: OFFICER.party, answers: { svar: 'ja' } }]);
  assert.deepEqual(heard, [`completing ${OFFICER.party}`, `completing ${OFFICER.party}`, 'last']);
});

test('a cancelled task tells its listeners, though its instance has ended', async () => {
  const key = await world.start('later');
  const [instance = ''] = await world.instances(key);
  await transaction(world.db, (tx) => world.runtime.advance(tx, instance, { kind: 'cancel' }));
  assert.deepEqual([await world.ended(key), heard], ['cancelled', []]);
  await worked(
    async () => heard.length > 0 && (await sql`select from runtime.job`.execute(world.db)).rows.length === 0,
  );
  assert.deepEqual(heard, ['last']);
});

test('what is waited for at the process itself is taken back when the case is cancelled', async () => {
  const key = await world.start('round');
  for (let done = 0; done < 2; done += 1) {
    const [job] = await claimJobs(world.db, uuidv7(), 1, null);
    assert.ok(job);
    const write = await world.runtime.runJob(world.db, job);
    await transaction(world.db, async (tx) => {
      await sql`delete from runtime.job where id = ${job.id}`.execute(tx);
      await write?.(tx);
    });
  }
  assert.deepEqual(await world.stands(key), ['round']);
  const [instance = ''] = await world.instances(key);
  await transaction(world.db, (tx) => world.runtime.advance(tx, instance, { kind: 'cancel' }));
  assert.equal(await world.ended(key), 'cancelled');
  const { rows } = await sql`select from runtime.job where instance_id = ${instance}`.execute(world.db);
  assert.equal(rows.length, 0);
});
