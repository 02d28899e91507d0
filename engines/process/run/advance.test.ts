import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from '@torget/feel';
import { flowIf, flows, Instance, model, service } from '../testing.ts';
import { advance, STEP_LIMIT } from './advance.ts';

const S = '<bpmn:startEvent id="S"/>';
const E = '<bpmn:endEvent id="E"/>';
const user = (id: string, inside = '') => `<bpmn:userTask id="${id}">${inside}</bpmn:userTask>`;
const xor = (id: string, extra = '') => `<bpmn:exclusiveGateway id="${id}" ${extra}/>`;
const and = (id: string) => `<bpmn:parallelGateway id="${id}"/>`;

test('a straight process runs to its task and ends when the task is done', async () => {
  const instance = new Instance(await model(S + user('A') + E + flows('S>A>E'))).start();
  assert.deepEqual(instance.where(), ['A']);
  instance.complete('A');
  assert.equal(instance.state?.ended, 'completed');
  assert.deepEqual(instance.state?.tokens, []);
  assert.deepEqual(instance.visited(), ['S', 'A', 'E']);
  assert.deepEqual(instance.kinds(), ['history', 'took', 'history', 'history', 'ended']);
});

test('the step is pure: the same event on the same state gives the same result and changes nothing', async () => {
  const m = await model(S + user('A') + E + flows('S>A>E'));
  const { state } = new Instance(m).start();
  const before = JSON.stringify(state);
  const event = { kind: 'complete', token: 3, at: '2026-02-03T08:00:00Z', facts: {} } as const;
  assert.deepEqual(advance(m, state, event), advance(m, state, event));
  assert.equal(JSON.stringify(state), before);
});

test('the state is JSON and comes back from JSON', async () => {
  const instance = new Instance(await model(S + user('A') + E + flows('S>A>E'))).start({ a: 'b' });
  instance.state = JSON.parse(JSON.stringify(instance.state));
  instance.complete('A');
  assert.equal(instance.state?.ended, 'completed');
});

test('no id is used twice', async () => {
  const m = await model(
    S + xor('X') + user('A') + E + xor('Y', 'default="Y_E"') + flows('S>X>A>Y', 'Y>E') + flowIf('Y', 'X', 'igen'),
  );
  const instance = new Instance(m).start();
  const seen = new Set<number>();
  for (const again of [true, true, false]) {
    const token = instance.token('A');
    assert.ok(!seen.has(token));
    seen.add(token);
    instance.complete('A', { igen: again });
  }
  assert.equal(instance.state?.ended, 'completed');
});

test('several outgoing flows of an activity all fire', async () => {
  const instance = new Instance(await model(S + user('A') + user('B') + user('C') + flows('S>A>B', 'A>C'))).start();
  assert.deepEqual(instance.complete('A').where(), ['B', 'C']);
});

test('several incoming flows of an activity do not join: each token runs on its own', async () => {
  const instance = new Instance(await model(S + and('P') + user('A') + flows('S>P') + twice('P', 'A'))).start();
  assert.deepEqual(instance.where(), ['A', 'A']);
});

function twice(from: string, to: string): string {
  return ['1', '2'].map((n) => `<bpmn:sequenceFlow id="f${n}" sourceRef="${from}" targetRef="${to}"/>`).join('');
}

test('conditional flows of an activity fire when true, its default when none is', async () => {
  const m = await model(
    `${S}<bpmn:userTask id="A" default="A_D"/>${user('B')}${user('C')}${user('D')}${flows('S>A', 'A>D')}${flowIf('A', 'B', 'b')}${flowIf('A', 'C', 'c')}`,
  );
  const run = (b: boolean, c: boolean) => new Instance(m).start({ b, c }).complete('A').where();
  assert.deepEqual(run(true, true), ['B', 'C']);
  assert.deepEqual(run(true, false), ['B']);
  assert.deepEqual(run(false, false), ['D']);
});

test('an exclusive gateway takes the first true flow in the order of the XML, then the default', async () => {
  const m = await model(
    `${S}${xor('X', 'default="X_C"')}${user('A')}${user('B')}${user('C')}${flows('S>X', 'X>C')}${flowIf('X', 'A', 'n > 10')}${flowIf('X', 'B', 'n > 5')}`,
  );
  const run = (n: number) => new Instance(m).start({ n: new Decimal(n) }).where();
  assert.deepEqual(run(11), ['A']);
  assert.deepEqual(run(6), ['B']);
  assert.deepEqual(run(5), ['C']);
});

test('no true flow and no default is a refusal that names the gateway, never a silent end', async () => {
  const m = await model(S + xor('X') + E + user('A') + flows('S>X') + flowIf('X', 'E', 'a') + flowIf('X', 'A', 'b'));
  const refusal = new Instance(m).refused({ kind: 'start', variables: { a: false, b: false } });
  assert.equal(refusal.code, 'no-flow-true');
  assert.equal(refusal.element, 'X');
});

test('a condition that is neither true nor false is refused: an absent answer is not a no', async () => {
  const m = await model(
    S + xor('X', 'default="X_E"') + E + user('A') + flows('S>X', 'X>E') + flowIf('X', 'A', 'a > 1'),
  );
  const refusal = new Instance(m).refused({ kind: 'start' });
  assert.equal(refusal.code, 'expression');
  assert.equal(refusal.element, 'X_A');
});

test('a parallel join waits for one token per incoming flow', async () => {
  const m = await model(S + and('P') + user('A') + user('B') + and('J') + user('C') + flows('S>P>A>J>C', 'P>B>J'));
  const instance = new Instance(m).start();
  assert.deepEqual(instance.where(), ['A', 'B']);
  assert.deepEqual(instance.complete('B').where(), ['A', 'J']);
  assert.deepEqual(instance.complete('A').where(), ['C']);
  assert.equal(instance.visited().filter((id) => id === 'J').length, 1);
});

test('two tokens on the same flow do not fire a join; the surplus stays for the next round', async () => {
  const m = await model(
    `${S}${and('P')}${xor('M')}${user('A')}${user('B')}${and('J')}${user('C')}${flows('S>P', 'M>A>J>C', 'P>B>J')}${twice('P', 'M')}`,
  );
  const instance = new Instance(m).start();
  assert.deepEqual(instance.where(), ['A', 'A', 'B']);
  assert.deepEqual(instance.complete('A').where(), ['A', 'B', 'J']);
  assert.deepEqual(instance.complete('A').where(), ['B', 'J', 'J']);
  assert.deepEqual(instance.complete('B').where(), ['C', 'J']);
});

test('a branch runs until it waits before the next branch starts', async () => {
  const plain = (id: string) => `<bpmn:task id="${id}"/>`;
  const m = await model(S + and('P') + plain('A') + plain('B') + plain('C') + flows('S>P>A>B', 'P>C'));
  assert.deepEqual(new Instance(m).start().visited(), ['S', 'P', 'A', 'B', 'C']);
});

test('a terminate end ends its own scope at once', async () => {
  const stop = '<bpmn:endEvent id="T"><bpmn:terminateEventDefinition/></bpmn:endEvent>';
  const m = await model(S + and('P') + user('A') + user('B') + stop + flows('S>P>A>T', 'P>B'));
  const instance = new Instance(m).start().complete('A');
  assert.equal(instance.state?.ended, 'completed');
  assert.ok(instance.effects.some((effect) => effect.kind === 'task-cancel' && effect.element === 'B'));
});

test('an endless circle is refused at the step limit', async () => {
  const m = await model(`${S + xor('X')}<bpmn:task id="A"/>${flows('S>X>A>X')}`);
  const refusal = new Instance(m).refused({ kind: 'start' });
  assert.equal(refusal.code, 'step-limit');
  assert.match(refusal.message.en, new RegExp(String(STEP_LIMIT)));
});

test('events that do not fit the state are refused', async () => {
  const instance = new Instance(await model(S + user('A') + E + flows('S>A>E')));
  assert.equal(instance.refused({ kind: 'complete', token: 1 }).code, 'not-started');
  instance.start();
  assert.equal(instance.refused({ kind: 'start' }).code, 'already-started');
  assert.equal(instance.refused({ kind: 'complete', token: 99 }).code, 'unknown-token');
  assert.equal(instance.refused({ kind: 'timer', subscription: 99 }).code, 'unknown-subscription');
  assert.equal(instance.refused({ kind: 'set', variables: {}, scope: 99 }).code, 'unknown-scope');
  instance.complete('A');
  assert.equal(instance.refused({ kind: 'cancel' }).code, 'already-ended');
});

test('a cancelled instance takes everything open back and has ended', async () => {
  const m = await model(S + and('P') + user('A') + service('B', 'x') + flows('S>P>A', 'P>B'));
  const instance = new Instance(m).start().send({ kind: 'cancel' });
  assert.deepEqual(instance.kinds(), ['call-cancel', 'history', 'task-cancel', 'history', 'ended']);
  assert.equal(instance.state?.ended, 'cancelled');
});

test('a sub-process runs in a scope of its own and goes on when all inside is done', async () => {
  const inside = `<bpmn:startEvent id="s"/>${user('A')}${user('B')}${flows('s>A', 's>B')}`;
  const m = await model(`${S}<bpmn:subProcess id="U">${inside}</bpmn:subProcess>${user('C')}${flows('S>U>C')}`);
  const instance = new Instance(m).start();
  assert.deepEqual(instance.where(), ['A', 'B', 'U']);
  assert.deepEqual(instance.complete('A').where(), ['B', 'U']);
  assert.deepEqual(instance.complete('B').where(), ['C']);
  assert.equal(instance.state?.scopes.length, 1);
});

test('a terminate end inside a sub-process leaves the process running', async () => {
  const stop = '<bpmn:endEvent id="T"><bpmn:terminateEventDefinition/></bpmn:endEvent>';
  const inside = `<bpmn:startEvent id="s"/>${user('A')}${user('B')}${stop}${flows('s>A>T', 's>B')}`;
  const m = await model(`${S}<bpmn:subProcess id="U">${inside}</bpmn:subProcess>${user('C')}${flows('S>U>C')}`);
  assert.deepEqual(new Instance(m).start().complete('A').where(), ['C']);
});

test('the flows taken are told for the picture of the path', async () => {
  const instance = new Instance(await model(S + user('A') + E + flows('S>A>E'))).start().complete('A');
  const took = instance.all.flatMap((effect) => (effect.kind === 'took' ? [effect.flow] : []));
  assert.deepEqual(took, ['S_A', 'A_E']);
});

test('a state that names elements the model does not have is refused', async () => {
  const instance = new Instance(await model(S + user('A') + flows('S>A'))).start();
  const other = await model(S + user('B') + flows('S>B'));
  const event = { kind: 'complete', token: instance.token('A'), at: instance.at, facts: {} } as const;
  const result = advance(other, instance.state, event);
  assert.equal('refused' in result && result.refused.code, 'unknown-element');
});
