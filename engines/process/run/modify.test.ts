import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flows, Instance, model } from '../testing.ts';
import { type Instruction, modify } from './modify.ts';
import { passed } from './passed.ts';

const MOMENT = { at: '2026-02-03T08:00:00+01:00', facts: {} };
const task = (id: string, more = '') => `<bpmn:userTask id="${id}">${more}</bpmn:userTask>`;
const timer =
  '<bpmn:timerEventDefinition id="td"><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>';

/** A, hearing, a sub-process with B and C and a timer on its border, then D and the end. */
const CASE = `<bpmn:startEvent id="S"/>${task('A')}${task('Hear')}
  <bpmn:subProcess id="Sub"><bpmn:startEvent id="SS"/>${task('B')}${task('C')}<bpmn:endEvent id="SE"/>${flows('SS>B>C>SE')}</bpmn:subProcess>
  <bpmn:boundaryEvent id="Late" attachedToRef="Sub">${timer}</bpmn:boundaryEvent>${task('L')}
  ${task('D')}<bpmn:endEvent id="E"/>${flows('S>A>Hear>Sub>D>E', 'Late>L')}`;

/** Carries instructions out; they must be taken. */
function change(instance: Instance, ...instructions: readonly Instruction[]): Instance {
  const before = JSON.stringify(instance.state);
  const state = instance.state ?? assert.fail('not started');
  const result = modify(instance.model, state, instructions, MOMENT);
  assert.equal(JSON.stringify(state), before, 'the state given is not changed');
  if ('refused' in result) assert.fail(result.refused.message.en);
  instance.state = result.state;
  instance.effects = result.effects;
  instance.all.push(...result.effects);
  return instance;
}

function refused(instance: Instance, ...instructions: readonly Instruction[]): string {
  const result = modify(instance.model, instance.state ?? assert.fail(), instructions, MOMENT);
  return 'refused' in result ? result.refused.code : assert.fail('the change was taken');
}

test('a token moves into a sub-process that does not run: it begins without its start event, its border is armed', async () => {
  const instance = new Instance(await model(CASE)).start();
  const cancel = { kind: 'cancel', token: instance.token('A') } as const;
  change(instance, { kind: 'start-before', element: 'C' }, cancel);
  assert.deepEqual(instance.where(), ['C', 'Sub']);
  assert.ok(instance.subscription('Late') > 0);
  assert.deepEqual(
    instance.effects.flatMap((one) =>
      one.kind === 'task-cancel' || one.kind === 'task-open' ? [`${one.kind} ${one.element}`] : [],
    ),
    ['task-cancel A', 'task-open C'],
  );
  instance.complete('C').complete('D');
  assert.equal(instance.state?.ended, 'completed');
  assert.ok(!instance.visited().includes('SS') && !instance.visited().includes('A'));
});

test('behind an element it goes on by its flows; an element that nothing follows is refused', async () => {
  const instance = new Instance(await model(CASE)).start();
  change(instance, { kind: 'start-after', element: 'Sub' }, { kind: 'cancel', token: instance.token('A') });
  assert.deepEqual(instance.where(), ['D']);
  assert.equal(refused(instance, { kind: 'start-after', element: 'E' }), 'unknown-element');
});

test('back, forward, and twice: each start is a token of its own', async () => {
  const instance = new Instance(await model(CASE)).start();
  instance.complete('A').complete('Hear');
  change(instance, { kind: 'start-before', element: 'A' }, { kind: 'cancel', token: instance.token('Sub') });
  assert.deepEqual(instance.where(), ['A']);
  assert.deepEqual(instance.state?.subscriptions, [], 'what the sub-process waited for has gone with it');
  change(instance, { kind: 'start-before', element: 'A' }, { kind: 'start-before', element: 'D' });
  assert.deepEqual(instance.where(), ['A', 'A', 'D']);
});

test('the last token of a sub-process takes it along; the last of the process ends it', async () => {
  const instance = new Instance(await model(CASE)).start();
  instance.complete('A').complete('Hear');
  change(instance, { kind: 'cancel', token: instance.token('B') });
  assert.deepEqual([instance.where(), instance.state?.ended], [[], 'cancelled']);
  const other = new Instance(await model(CASE)).start();
  change(other, { kind: 'cancel', token: other.token('A') });
  assert.equal(other.state?.ended, 'cancelled');
  assert.equal(refused(other, { kind: 'start-before', element: 'A' }), 'already-ended');
});

test('what is not there is refused, and where a sub-process runs twice it must be said in which', async () => {
  const twice = `<bpmn:startEvent id="S"/><bpmn:subProcess id="Sub"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>
    <bpmn:startEvent id="SS"/>${task('B')}${task('C')}${flows('SS>B>C')}</bpmn:subProcess>${flows('S>Sub')}`;
  const instance = new Instance(await model(twice)).start();
  assert.equal(refused(instance, { kind: 'start-before', element: 'C' }), 'unknown-scope');
  const scope = instance.state?.tokens.findLast(({ element }) => element === 'B')?.scope ?? 0;
  change(instance, { kind: 'start-before', element: 'C', scope });
  assert.deepEqual(instance.where(), ['B', 'B', 'C', 'Sub', 'Sub', 'Sub']);
  assert.equal(refused(instance, { kind: 'start-before', element: 'C', scope: 99 }), 'unknown-scope');
  assert.equal(refused(instance, { kind: 'start-before', element: 'Nope' }), 'unknown-element');
  assert.equal(refused(instance, { kind: 'cancel', token: 99 }), 'unknown-token');
});

test('passed tells what would have come and now does not', async () => {
  const read = await model(CASE);
  const ways = (cancelled: string[], element: string, after = false, kept: string[] = []) =>
    passed(read, { cancelled, kept, started: [{ element, after }] });
  assert.ok(ways(['A'], 'D').includes('Hear'), 'from A to D the hearing is left out');
  assert.ok(!ways(['Hear'], 'A').includes('Hear'), 'back to A it comes again');
  assert.ok(ways(['Hear'], 'Hear', true).includes('Hear'), 'behind an element means without it');
  const left = (kept: string[]) => passed(read, { cancelled: ['B'], kept, started: [] });
  assert.ok(
    left([]).includes('C') && !left(['A']).includes('C'),
    'what another token can still come to is not left out',
  );
  assert.ok(ways([], 'D').includes('Hear'), 'a start beside is measured from the start of the process');
  assert.ok(!ways(['Hear'], 'Sub').some((id) => ['B', 'C', 'D'].includes(id)), 'what comes behind is still to come');
});
