import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { transaction } from '#platform/database/index.ts';
import { chain, processOf, TESTER, type TestWorld, task, testWorld } from './testing.ts';

const FORK = processOf(
  'fork',
  `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="F"/>${task('A')}${task('B')}${task('C')}
   <bpmn:parallelGateway id="J"/><bpmn:endEvent id="E"/>${chain('S>F>A>J>E', 'F>B>J', 'F>C>J')}`,
);
const CALLER = processOf(
  'caller',
  `<bpmn:startEvent id="S"/><bpmn:parallelGateway id="F"/>
   <bpmn:callActivity id="One"><bpmn:extensionElements><zeebe:calledElement processId="callee"/></bpmn:extensionElements></bpmn:callActivity>
   <bpmn:callActivity id="Two"><bpmn:extensionElements><zeebe:calledElement processId="callee"/></bpmn:extensionElements></bpmn:callActivity>
   <bpmn:parallelGateway id="J"/><bpmn:endEvent id="E"/>${chain('S>F>One>J>E', 'F>Two>J')}`,
);
const CALLEE = processOf('callee', `<bpmn:startEvent id="S"/>${task('Ask')}<bpmn:endEvent id="E"/>${chain('S>Ask>E')}`);
const calls = (id: string, n: string) =>
  `<bpmn:callActivity id="${id}"><bpmn:extensionElements><zeebe:calledElement processId="countdown"/>
     <zeebe:ioMapping><zeebe:input source="=${n}" target="n"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:callActivity>`;
const COUNT = processOf(
  'count',
  `<bpmn:startEvent id="S"/>${calls('First', 'n')}<bpmn:endEvent id="E"/>${chain('S>First>E')}`,
);
/** Calls itself as often as it is told to. */
const COUNTDOWN = processOf(
  'countdown',
  `<bpmn:startEvent id="S"/><bpmn:exclusiveGateway id="X" default="X_E"/>${calls('Again', 'n - 1')}
   <bpmn:endEvent id="E"/>${chain('S>X>E', 'Again>E')}
   <bpmn:sequenceFlow id="X_Again" sourceRef="X" targetRef="Again"><bpmn:conditionExpression>=n > 0</bpmn:conditionExpression></bpmn:sequenceFlow>`,
);

let world: TestWorld;

function tasksOf(key: string) {
  return sql<{ id: string }>`select id from runtime.task where business_key = ${key}`.execute(world.db);
}

function completeById(id: string): Promise<void> {
  return transaction(world.db, (tx) => world.runtime.completeTask(tx, id, { feel: {}, json: {} }, TESTER));
}

describe('commands that meet at one instance', () => {
  before(async () => {
    world = await testWorld();
    await world.deploy(FORK, CALLER, CALLEE, COUNT, COUNTDOWN);
  });
  after(() => world.close());

  test('branches that are completed at the same moment all reach their join', async () => {
    for (let round = 0; round < 15; round += 1) {
      const key = await world.start('fork');
      await Promise.all(['A', 'B', 'C'].map((element) => world.complete(key, element)));
      assert.equal(await world.ended(key), 'completed', `round ${round}: ${await world.stands(key)}`);
    }
  });

  test('called processes that end at the same moment both bring their caller on', async () => {
    for (let round = 0; round < 15; round += 1) {
      const key = await world.start('caller');
      const { rows } = await tasksOf(key);
      assert.equal(rows.length, 2);
      await Promise.all(rows.map(({ id }) => completeById(id)));
      assert.equal(await world.ended(key), 'completed', `round ${round}: ${await world.stands(key)}`);
    }
  });

  test('what is called belongs to the case of its caller, and is an instance of its own', async () => {
    const key = await world.start('caller');
    assert.equal((await world.instances(key)).length, 3);
    assert.deepEqual(await world.stands(key), ['Ask', 'Ask', 'One', 'Two']);
  });

  test('processes call each other a hundred times deep and no deeper', async () => {
    const key = await world.start('count', { n: 99 });
    assert.equal(await world.ended(key), 'completed');
    assert.equal((await world.instances(key)).length, 101);
    await assert.rejects(world.start('count', { n: 100 }), { code: 'process-call-depth' });
  });
});
