import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from 'typebox';
import type { Block } from './index.ts';
import { chain, processOf, type TestWorld, testWorld } from './testing.ts';

const listener = (when: string, type: string) => `<zeebe:executionListener eventType="${when}" type="${type}"/>`;
const LISTENED = processOf(
  'listened',
  `<bpmn:startEvent id="S"/><bpmn:userTask id="Ask"><bpmn:extensionElements><zeebe:userTask/>
    <zeebe:assignmentDefinition candidateGroups="u/r"/><zeebe:executionListeners>${listener('start', 'first')}
    ${listener('start', 'second')}${listener('end', 'last')}</zeebe:executionListeners></bpmn:extensionElements></bpmn:userTask>
   <bpmn:endEvent id="E"/>${chain('S>Ask>E')}`,
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
  await world.deploy(LISTENED);
});
after(() => world.close());

test('jobs of listeners are done one after the other, before the task is open and before the token goes on', async () => {
  const key = await world.start('listened');
  assert.deepEqual(heard, []);
  const worker = world.worker();
  await worker.poll();
  assert.deepEqual(heard, ['first', 'second']);
  await world.complete(key, 'Ask');
  // The last job is handed over with the commit: stopping waits for it.
  await worker.stop();
  assert.deepEqual(heard, ['first', 'second', 'last']);
  assert.equal(await world.ended(key), 'completed');
});
