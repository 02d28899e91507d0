import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from '@torget/feel';
import { flows, Instance, model } from '../testing.ts';
import { variablesAt } from './variables.ts';

const S = '<bpmn:startEvent id="S"/>';

/** A multi-instance loop with zeebe's attributes. */
function each(attributes: string, inside = '', more = ''): string {
  return `<bpmn:multiInstanceLoopCharacteristics ${more}><bpmn:extensionElements><zeebe:loopCharacteristics ${attributes}/></bpmn:extensionElements>${inside}</bpmn:multiInstanceLoopCharacteristics>`;
}

async function loop(inside: string): Promise<Instance> {
  return new Instance(
    await model(`${S}<bpmn:userTask id="A">${inside}</bpmn:userTask><bpmn:userTask id="B"/>${flows('S>A>B')}`),
  );
}

const ITEMS = { list: ['a', 'b', 'c'] };
const COLLECT = 'inputCollection="=list" inputElement="item" outputCollection="all" outputElement="=answer"';

function open(instance: Instance): readonly number[] {
  return (instance.state?.tokens ?? []).filter((token) => token.state === 'waiting').map((token) => token.id);
}

test('each item has an instance of its own, counted from 1; outputs stand in the order of the input', async () => {
  const instance = (await loop(each(COLLECT))).start(ITEMS);
  const seen = open(instance).map((token) => variablesAt(instance.state ?? assert.fail(), token));
  assert.deepEqual(
    seen.map(({ item, loopCounter }) => [item, String(loopCounter)]),
    [
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ],
  );
  const [first = 0, second = 0, third = 0] = open(instance);
  for (const [token, answer] of [
    [third, 'C'],
    [first, 'A'],
    [second, 'B'],
  ] as const) {
    instance.send({ kind: 'complete', token, output: { answer } });
  }
  assert.deepEqual(instance.where(), ['B']);
  // The answers themselves stay with their instances.
  assert.deepEqual(instance.variables(), { list: ['a', 'b', 'c'], all: ['A', 'B', 'C'] });
});

test('one after the other: the collection is frozen at entry, whatever becomes of the variable', async () => {
  const instance = (await loop(each(COLLECT, '', 'isSequential="true"'))).start(ITEMS);
  instance.send({ kind: 'set', variables: { list: ['x'] } });
  const items: unknown[] = [];
  while (instance.where().includes('A')) {
    const [token = 0] = open(instance);
    items.push(variablesAt(instance.state ?? assert.fail(), token)['item']);
    instance.send({ kind: 'complete', token, output: { answer: 'x' } });
  }
  assert.deepEqual(items, ['a', 'b', 'c']);
});

test('nothing to do is done at once, with an empty output', async () => {
  const instance = (await loop(each(COLLECT))).start({ list: [] });
  assert.deepEqual([instance.where(), instance.variables()], [['B'], { list: [], all: [] }]);
});

test('the completion condition sees the counters and ends what is still open', async () => {
  const condition = '<bpmn:completionCondition>=numberOfCompletedInstances >= 2</bpmn:completionCondition>';
  const instance = (await loop(each('inputCollection="=list"', condition))).start(ITEMS);
  const [first = 0, second = 0, third = 0] = open(instance);
  instance.send({ kind: 'complete', token: first });
  assert.deepEqual(instance.where(), ['A', 'A', 'A']);
  instance.send({ kind: 'complete', token: second });
  assert.deepEqual(instance.where(), ['B']);
  assert.ok(instance.effects.some((effect) => effect.kind === 'task-cancel' && effect.token === third));
});

test('a boundary event sits on the loop as a whole', async () => {
  const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>';
  const m = await model(
    `${S}<bpmn:userTask id="A">${each('inputCollection="=list"')}</bpmn:userTask><bpmn:boundaryEvent id="T" attachedToRef="A">${timer}</bpmn:boundaryEvent><bpmn:userTask id="B"/>${flows('S>A', 'T>B')}`,
  );
  const instance = new Instance(m).start(ITEMS);
  assert.equal(instance.state?.subscriptions.length, 1);
  instance.timer('T');
  assert.deepEqual(instance.where(), ['B']);
});

test('what is no list or no number refuses the step', async () => {
  assert.equal((await loop(each('inputCollection="=list"'))).refused({ kind: 'start' }).code, 'expression');
  const number =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=n</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
  const instance = await loop(number);
  assert.equal(instance.refused({ kind: 'start', variables: { n: 'tre' } }).code, 'expression');
  assert.deepEqual(instance.start({ n: new Decimal(2) }).where(), ['A', 'A', 'A']);
});

test('a standard loop goes on while its condition holds, at most so many times', async () => {
  const loops = (attributes: string, condition: string) =>
    `<bpmn:standardLoopCharacteristics ${attributes}><bpmn:loopCondition>=${condition}</bpmn:loopCondition></bpmn:standardLoopCharacteristics>`;
  const again = (await loop(loops('', 'mer'))).start({ mer: true });
  again
    .send({ kind: 'complete', token: open(again)[0] ?? 0 })
    .send({ kind: 'complete', token: open(again)[0] ?? 0, output: { mer: false } });
  assert.deepEqual(again.where(), ['B']);
  const before = (await loop(loops('testBefore="true"', 'false'))).start();
  assert.deepEqual(before.where(), ['B']);
  const twice = (await loop(loops('loopMaximum="2"', 'true'))).start();
  for (let round = 0; round < 2; round += 1) twice.send({ kind: 'complete', token: open(twice)[0] ?? 0 });
  assert.deepEqual(twice.where(), ['B']);
});
