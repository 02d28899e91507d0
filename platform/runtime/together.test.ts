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
    await world.deploy(FORK, CALLER, CALLEE);
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
});
