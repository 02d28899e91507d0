import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';
import { cancelInstance, correctVariables, interventionsOf, resumeInstance, suspendInstance } from './index.ts';
import { chain, NOW, processOf, TESTER, type TestWorld, task, testWorld, work } from './testing.ts';

const WAITS = processOf(
  'waits',
  `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="F"/>${task('Ask')}${work('Out', 'far-away')}
   <bpmn:intermediateCatchEvent id="Later"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
   <bpmn:intermediateCatchEvent id="Come"><bpmn:messageEventDefinition id="m" messageRef="M"/></bpmn:intermediateCatchEvent>
   <bpmn:endEvent id="E"/>${chain('S>F>Ask>E', 'F>Out>E', 'F>Later>E', 'F>Come>E')}`,
  `<bpmn:message id="M" name="come"><bpmn:extensionElements><zeebe:subscription correlationKey="=who"/></bpmn:extensionElements></bpmn:message>`,
);
const CALLER = processOf(
  'caller',
  `<bpmn:startEvent id="S"/><bpmn:callActivity id="Call"><bpmn:extensionElements><zeebe:calledElement processId="waits"/></bpmn:extensionElements></bpmn:callActivity>
   <bpmn:endEvent id="E"/>${chain('S>Call>E')}`,
);

const WHY = { actor: TESTER, reason: 'the applicant has moved' };
let world: TestWorld;
let who = 0;

async function started(process = 'waits'): Promise<{ key: string; id: string; name: string }> {
  const name = `person ${++who}`;
  const key = await world.start(process, { who: name });
  const [id = ''] = await world.instances(key);
  return { key, id, name };
}

const inOne = <T>(act: (tx: Db) => Promise<T>) => transaction(world.db, act);

async function count(table: string, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(table)} t
    join runtime.instance i on i.id = t.instance_id where ${id} in (i.id, i.root_id)`.execute(world.db);
  return rows[0]?.n ?? -1;
}

describe('what staff do to an instance', () => {
  before(async () => {
    world = await testWorld();
    await world.deploy(WAITS, CALLER);
  });
  after(() => world.close());

  test('a cancelled one leaves nothing open, nor does what it has called', async () => {
    const { key, id } = await started('caller');
    await inOne((tx) => cancelInstance(world.runtime, tx, id, WHY));
    assert.equal(await world.ended(key), 'cancelled');
    for (const table of ['token', 'task', 'job', 'timer', 'subscription'])
      assert.equal(await count(`runtime.${table}`, id), 0, table);
    const { list } = await interventionsOf(world.db, id);
    assert.deepEqual(
      list.map(({ what, reason }) => [what, reason]),
      [['cancelled', 'the applicant has moved']],
    );
  });

  test('a suspended one stands still: its tasks, timers, messages and jobs wait until it is resumed', async () => {
    const { key, id, name } = await started('caller');
    await inOne((tx) => suspendInstance(world.runtime, tx, id, WHY));
    await assert.rejects(world.complete(key, 'Ask'), { code: 'instance-suspended' });
    world.clock.set('2026-02-10T07:00:00Z');
    assert.equal(await world.runtime.fireNextTimer(world.db), false);
    assert.equal(await world.runtime.nextDue(world.db), null);
    const come = { name: 'come', key: name };
    await assert.rejects(
      inOne((tx) => world.runtime.correlate(tx, come, TESTER)),
      { code: 'instance-suspended' },
    );
    assert.deepEqual(await world.stands(key), ['Ask', 'Call', 'Come', 'Later', 'Out']);
    assert.equal((await interventionsOf(world.db, id)).suspended, true);
    await assert.rejects(
      inOne((tx) => suspendInstance(world.runtime, tx, id, WHY)),
      { code: 'not-now' },
    );

    await inOne((tx) => resumeInstance(world.runtime, tx, id, { ...WHY, reason: 'back again' }));
    assert.equal(await world.runtime.fireNextTimer(world.db), true);
    await inOne((tx) => world.runtime.correlate(tx, come, TESTER));
    await world.complete(key, 'Ask');
    assert.deepEqual(await world.stands(key), ['Call', 'Out']);
    const { suspended, list } = await interventionsOf(world.db, id);
    assert.equal(suspended, false);
    assert.deepEqual(
      list.map(({ what, reason }) => [what, reason]),
      [
        ['suspended', 'the applicant has moved'],
        ['resumed', 'back again'],
      ],
    );
    world.clock.set(NOW);
  });

  test('corrected variables are named with the reason, their values are not', async () => {
    const { id } = await started();
    const change = { variables: { pin: '20000101-1234' }, remove: ['who'] };
    await inOne((tx) => correctVariables(world.runtime, tx, id, change, WHY));
    const { list } = await interventionsOf(world.db, id);
    assert.deepEqual(list[0]?.detail, { names: ['pin', 'who'], token: null });
    const { rows } = await sql<{ name: string }>`select name from runtime.variable where instance_id = ${id}`.execute(
      world.db,
    );
    assert.deepEqual(rows, [{ name: 'pin' }]);
  });

  test('nothing is done without a reason', async () => {
    const { key, id } = await started();
    await assert.rejects(
      inOne((tx) => cancelInstance(world.runtime, tx, id, { actor: TESTER, reason: ' ' })),
      { code: 'no-reason' },
    );
    assert.equal(await world.ended(key), null);
  });
});
