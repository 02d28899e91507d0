import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessModel } from '../model.ts';
import { flows, Instance, model, service } from '../testing.ts';
import { type MigrationMap, migrate } from './migrate.ts';

const MOMENT = { at: '2026-02-03T08:00:00+01:00', facts: {} };
const task = (id: string, more = '') => `<bpmn:userTask id="${id}">${more}</bpmn:userTask>`;
const timer = (id: string) =>
  `<bpmn:timerEventDefinition id="${id}"><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>`;
const START = '<bpmn:startEvent id="S"/>';

/** Tries a migration; the state that is given never changes. */
function tried(instance: Instance, to: ProcessModel, map: MigrationMap = {}) {
  const state = instance.state ?? assert.fail('not started');
  const before = JSON.stringify(state);
  const result = migrate(instance.model, to, state, map, MOMENT);
  assert.equal(JSON.stringify(state), before);
  return result;
}

/** The instance on its new version. */
function moved(instance: Instance, to: ProcessModel, map: MigrationMap = {}): Instance {
  const result = tried(instance, to, map);
  if ('faults' in result) assert.fail(result.faults.map(({ message }) => message.en).join(' '));
  const next = new Instance(to);
  next.state = result.state;
  next.effects = result.effects;
  return next;
}

function codes(instance: Instance, to: ProcessModel, map: MigrationMap = {}): readonly string[] {
  const result = tried(instance, to, map);
  return 'faults' in result ? result.faults.map(({ element, code }) => `${element} ${code}`) : assert.fail('it moved');
}

test('a token keeps its id and its variables, and goes on by the flows of the new version', async () => {
  const old = await model(`${START}${task('A')}${task('B')}${flows('S>A>B')}`);
  const fresh = await model(`${START}${task('A')}${task('New')}<bpmn:endEvent id="E"/>${flows('S>A>New>E')}`);
  const instance = new Instance(old).start({ a: 'x' });
  const next = moved(instance, fresh);
  assert.equal(next.token('A'), instance.token('A'));
  assert.deepEqual(next.variables(), { a: 'x' });
  assert.deepEqual(next.effects, [], 'nothing is opened twice');
  assert.deepEqual(next.complete('A').where(), ['New']);
});

test('a renamed element needs its place in the map', async () => {
  const old = await model(`${START}${task('A')}${flows('S>A')}`);
  const fresh = await model(`${START}${task('Z')}${flows('S>Z')}`);
  const instance = new Instance(old).start();
  assert.deepEqual(codes(instance, fresh), ['A no-element']);
  assert.deepEqual(moved(instance, fresh, { A: 'Z' }).where(), ['Z']);
});

test('what is of another kind, in another scope, in another loop or for another block has no place', async () => {
  const instance = new Instance(await model(`${START}${task('A')}${flows('S>A')}`)).start();
  const receive = '<bpmn:manualTask id="A"/>';
  assert.deepEqual(codes(instance, await model(`${START}${receive}${flows('S>A')}`)), ['A other-kind']);
  const inside = `<bpmn:subProcess id="Sub"><bpmn:startEvent id="SS"/>${task('A')}${flows('SS>A')}</bpmn:subProcess>`;
  assert.deepEqual(codes(instance, await model(`${START}${inside}${flows('S>Sub')}`)), ['A other-scope']);
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
  assert.deepEqual(codes(instance, await model(`${START}${task('A', loop)}${flows('S>A')}`)), ['A other-loop']);
  const worker = new Instance(await model(`${START}${service('W', 'one')}${flows('S>W')}`)).start();
  assert.deepEqual(codes(worker, await model(`${START}${service('W', 'two')}${flows('S>W')}`)), ['W other-work']);
});

test('a token that waits at a join needs the flow that it came by', async () => {
  const shape = (join: string) =>
    `${START}<bpmn:parallelGateway id="F"/>${task('A')}${task('B')}<bpmn:parallelGateway id="${join}"/>${task('C')}`;
  const old = await model(`${shape('J')}${flows('S>F>A>J>C', 'F>B>J')}`);
  const instance = new Instance(old).start().complete('A');
  const other = await model(`${shape('J')}${task('X')}${flows('S>F>A>X>J>C', 'F>B>J')}`);
  assert.deepEqual(codes(instance, other), ['J no-flow']);
  const renamed = await model(`${shape('K')}${flows('S>F>A>K>C', 'F>B>K')}`);
  const next = moved(instance, renamed, { J: 'K' });
  assert.deepEqual(next.complete('B').where(), ['C']);
});

test('new events beside what stands are armed, those that are gone are dropped, and times are kept', async () => {
  const border = (id: string) =>
    `<bpmn:boundaryEvent id="${id}" attachedToRef="A">${timer(`t${id}`)}</bpmn:boundaryEvent>`;
  const shape = (...borders: readonly string[]) =>
    model(
      `${START}${task('A')}${borders.map(border).join('')}${task('L')}${flows('S>A', ...borders.map((id) => `${id}>L`))}`,
    );
  const instance = new Instance(await shape('Old', 'Kept'));
  instance.at = '2026-02-01T08:00:00+01:00';
  instance.start();
  const next = moved(instance, await shape('Kept', 'Fresh'));
  const due = Object.fromEntries((next.state?.subscriptions ?? []).map(({ element, due: at }) => [element, at]));
  assert.deepEqual(due, { Kept: '2026-02-02T07:00:00Z', Fresh: '2026-02-04T07:00:00Z' });
  assert.deepEqual(
    next.effects.map((effect) => effect.kind),
    ['unsubscribe', 'subscribe'],
  );
});

test('a sub-process, its loop and what could be undone move with their elements', async () => {
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
  const shape = (sub: string, first: string) => `${START}
    <bpmn:subProcess id="${sub}">${loop}<bpmn:startEvent id="SS"/>${task(first)}
      <bpmn:boundaryEvent id="c${first}" attachedToRef="${first}"><bpmn:compensateEventDefinition id="d${first}"/></bpmn:boundaryEvent>
      <bpmn:userTask id="Undo" isForCompensation="true"/><bpmn:association id="as" sourceRef="c${first}" targetRef="Undo" associationDirection="One"/>
      ${task('B')}${flows(`SS>${first}>B`)}</bpmn:subProcess>
    <bpmn:intermediateThrowEvent id="T"><bpmn:compensateEventDefinition id="td"/></bpmn:intermediateThrowEvent>${flows(`S>${sub}>T`)}`;
  const instance = new Instance(await model(shape('Sub', 'A'))).start().complete('A');
  const next = moved(instance, await model(shape('Part', 'Book')), { Sub: 'Part', A: 'Book' });
  assert.deepEqual(next.where(), ['B', 'Part', 'Part']);
  next.complete('B').complete('Book').complete('B');
  assert.deepEqual(
    next.where().filter((element) => element === 'Undo'),
    ['Undo', 'Undo'],
  );
});
