import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flows, Instance, model, service } from '../testing.ts';

const S = '<bpmn:startEvent id="S"/>';
const user = (id: string) => `<bpmn:userTask id="${id}"/>`;
const MESSAGE =
  '<bpmn:message id="M" name="svar"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/></bpmn:extensionElements></bpmn:message>';
const timer = (form: string, text: string) =>
  `<bpmn:timerEventDefinition><bpmn:time${form}>${text}</bpmn:time${form}></bpmn:timerEventDefinition>`;
const message = '<bpmn:messageEventDefinition messageRef="M"/>';
const caught = (id: string, definition: string) =>
  `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`;
const boundary = (id: string, host: string, definition: string, cancel = true) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${cancel}">${definition}</bpmn:boundaryEvent>`;
const error = (code?: string) => `<bpmn:errorEventDefinition${code === undefined ? '' : ` errorRef="${code}"`}/>`;

const facts = { case: { id: 'k1' } };

test('a message catch event waits for its name and key and hands the variables on', async () => {
  const m = await model(S + caught('C', message) + user('A') + flows('S>C>A'), MESSAGE);
  const instance = new Instance(m, facts).start();
  const [subscription] = instance.state?.subscriptions ?? [];
  assert.deepEqual(subscription, { id: 4, token: 3, element: 'C', kind: 'message', name: 'svar', key: 'k1' });
  instance.message('C', { ja: true });
  assert.deepEqual(instance.where(), ['A']);
  assert.deepEqual(instance.state?.subscriptions, []);
  assert.deepEqual(instance.variables(), { ja: true });
});

test('a correlation key that is null is refused, so that no message can be lost', async () => {
  const m = await model(S + caught('C', message) + flows('S>C'), MESSAGE);
  const refusal = new Instance(m).refused({ kind: 'start' });
  assert.deepEqual([refusal.code, refusal.element], ['expression', 'C']);
});

test('a timer waits until its due time in legal time', async () => {
  const m = await model(S + caught('C', timer('Duration', 'P14D')) + user('A') + flows('S>C>A'));
  const instance = new Instance(m).start();
  assert.equal(instance.state?.subscriptions[0]?.due, '2026-02-17T07:00:00Z');
  assert.deepEqual(instance.timer('C').where(), ['A']);
});

test('a timer may be FEEL over the facts', async () => {
  const m = await model(S + caught('C', timer('Date', '=date and time(case.sista, @"00:00:00")')) + flows('S>C'));
  const instance = new Instance(m, { case: { sista: '2026-03-01' } });
  assert.equal(instance.refused({ kind: 'start' }).code, 'expression');
  const plain = await model(S + caught('C', timer('Date', '=case.sista')) + flows('S>C'));
  const due = new Instance(plain, { case: { sista: '2026-07-01' } }).start().state?.subscriptions[0]?.due;
  assert.equal(due, '2026-06-30T22:00:00Z');
});

test('a receive task waits for its message', async () => {
  const m = await model(`${S}<bpmn:receiveTask id="R" messageRef="M"/>${user('A')}${flows('S>R>A')}`, MESSAGE);
  assert.deepEqual(new Instance(m, facts).start().message('R').where(), ['A']);
});

test('an interrupting boundary event cancels its host and goes on from itself', async () => {
  const m = await model(S + user('A') + boundary('B', 'A', timer('Duration', 'P7D')) + user('C') + flows('S>A', 'B>C'));
  const instance = new Instance(m).start().timer('B');
  assert.deepEqual(instance.where(), ['C']);
  assert.deepEqual(instance.kinds().slice(0, 3), ['unsubscribe', 'task-cancel', 'history']);
});

test('a boundary event goes when its host is done', async () => {
  const m = await model(
    S + user('A') + boundary('B', 'A', timer('Duration', 'P7D')) + user('C') + user('D') + flows('S>A>D', 'B>C'),
  );
  const instance = new Instance(m).start().complete('A');
  assert.deepEqual(instance.state?.subscriptions, []);
  assert.deepEqual(instance.where(), ['D']);
});

test('a boundary event on a sub-process cancels all inside, deepest first', async () => {
  const inner = `<bpmn:subProcess id="V"><bpmn:startEvent id="t"/>${user('A')}${flows('t>A')}</bpmn:subProcess>`;
  const sub = `<bpmn:subProcess id="U"><bpmn:startEvent id="s"/>${inner}${flows('s>V')}</bpmn:subProcess>`;
  const m = await model(S + sub + boundary('B', 'U', message) + user('C') + flows('S>U', 'B>C'), MESSAGE);
  const instance = new Instance(m, facts).start().message('B');
  const cancelled = instance.effects.flatMap((effect) =>
    effect.kind === 'history' && effect.what === 'cancelled' ? [effect.element] : [],
  );
  assert.deepEqual(cancelled, ['A', 'V', 'U']);
  assert.deepEqual(instance.where(), ['C']);
  assert.equal(instance.state?.scopes.length, 1);
});

test('a non-interrupting message may come again and leaves the host running', async () => {
  const m = await model(S + user('A') + boundary('B', 'A', message, false) + user('C') + flows('S>A', 'B>C'), MESSAGE);
  const instance = new Instance(m, facts).start().message('B').message('B');
  assert.deepEqual(instance.where(), ['A', 'C', 'C']);
});

test('a non-interrupting timer fires once, a cycle as often as it says', async () => {
  const build = (form: string, text: string) =>
    model(S + user('A') + boundary('B', 'A', timer(form, text), false) + user('C') + flows('S>A', 'B>C'));
  const once = new Instance(await build('Duration', 'P7D')).start().timer('B');
  assert.deepEqual(once.state?.subscriptions, []);
  const cycle = new Instance(await build('Cycle', 'R2/P7D')).start();
  cycle.at = '2026-02-10T07:00:00Z';
  cycle.timer('B');
  const [next] = cycle.state?.subscriptions ?? [];
  assert.equal(next?.due, '2026-02-17T07:00:00Z');
  assert.equal(next?.remaining, 1);
  cycle.timer('B');
  assert.deepEqual(cycle.state?.subscriptions, []);
  assert.deepEqual(cycle.where(), ['A', 'C', 'C']);
});

test('missed rounds of a cycle run once, not one by one', async () => {
  const m = await model(
    S + user('A') + boundary('B', 'A', timer('Cycle', 'R/PT1H'), false) + user('C') + flows('S>A', 'B>C'),
  );
  const instance = new Instance(m).start();
  instance.at = '2026-02-05T08:30:00+01:00';
  instance.timer('B');
  assert.equal(instance.state?.subscriptions[0]?.due, '2026-02-05T08:00:00Z');
});

test('the first event behind an event-based gateway wins and the others go', async () => {
  const m = await model(
    `${S}<bpmn:eventBasedGateway id="G"/>${caught('C', message)}${caught('T', timer('Duration', 'P7D'))}${user('A')}${user('B')}${flows('S>G>C>A', 'G>T>B')}`,
    MESSAGE,
  );
  const instance = new Instance(m, facts).start();
  assert.deepEqual(instance.where(), ['G']);
  assert.equal(instance.state?.subscriptions.length, 2);
  instance.message('C', { svar: 'ja' });
  assert.deepEqual(instance.where(), ['A']);
  assert.deepEqual(instance.state?.subscriptions, []);
  assert.deepEqual(instance.visited(), ['S', 'G', 'C']);
  assert.deepEqual(instance.variables(), { svar: 'ja' });
  assert.equal(instance.refused({ kind: 'complete', token: 99 }).code, 'unknown-token');
});

const ERRORS = '<bpmn:error id="E1" errorCode="avslag"/><bpmn:error id="E2" errorCode="annat"/>';

test('an error of a job is caught by the boundary event with its code, before one without code', async () => {
  const m = await model(
    S +
      service('A', 'x') +
      boundary('B1', 'A', error()) +
      boundary('B2', 'A', error('E1')) +
      user('C') +
      user('D') +
      flows('S>A', 'B1>C', 'B2>D'),
    ERRORS,
  );
  const run = (code: string) => {
    const instance = new Instance(m).start();
    return instance.send({ kind: 'error', token: instance.token('A'), code });
  };
  assert.deepEqual(run('avslag').where(), ['D']);
  assert.deepEqual(run('okänt').where(), ['C']);
  assert.ok(run('avslag').kinds().includes('call-cancel'));
});

test('an error end event is caught by the innermost boundary event around it', async () => {
  const end = `<bpmn:endEvent id="X">${error('E1')}</bpmn:endEvent>`;
  const inner = `<bpmn:subProcess id="V"><bpmn:startEvent id="t"/>${user('A')}${user('Z')}${end}${flows('t>A>X', 't>Z')}</bpmn:subProcess>`;
  const sub = `<bpmn:subProcess id="U"><bpmn:startEvent id="s"/>${inner}${boundary('BV', 'V', error('E2'))}${user('D')}${flows('s>V', 'BV>D')}</bpmn:subProcess>`;
  const m = await model(S + sub + boundary('BU', 'U', error()) + user('C') + flows('S>U', 'BU>C'), ERRORS);
  assert.deepEqual(new Instance(m).start().complete('A').where(), ['C']);
});

test('an uncaught error is refused', async () => {
  const m = await model(
    S + service('A', 'x') + boundary('B', 'A', error('E1')) + user('C') + flows('S>A', 'B>C'),
    ERRORS,
  );
  const instance = new Instance(m).start();
  const refusal = instance.refused({ kind: 'error', token: instance.token('A'), code: 'annat', message: 'stängt' });
  assert.deepEqual([refusal.code, refusal.element], ['uncaught-error', 'A']);
  assert.match(refusal.message.sv, /stängt/);
});

test('a message is thrown as a call and the process goes on when it is answered', async () => {
  const task = '<bpmn:extensionElements><zeebe:taskDefinition type="letter.send"/></bpmn:extensionElements>';
  const end = `<bpmn:endEvent id="X">${task}<bpmn:messageEventDefinition/></bpmn:endEvent>`;
  const instance = new Instance(await model(S + end + flows('S>X'))).start();
  assert.ok(instance.effects.some((effect) => effect.kind === 'call' && effect.type === 'letter.send'));
  assert.equal(instance.complete('X').state?.ended, 'completed');
});

test('a process may start by message', async () => {
  const start = `<bpmn:startEvent id="M1">${message}</bpmn:startEvent>`;
  const m = await model(S + start + user('A') + user('B') + flows('S>A', 'M1>B'), MESSAGE);
  assert.equal(m.start, 'S');
  assert.deepEqual(m.entries, ['S', 'M1']);
  assert.deepEqual(new Instance(m).send({ kind: 'start', element: 'M1', variables: { a: true } }).where(), ['B']);
  assert.equal(new Instance(m).refused({ kind: 'start', element: 'A' }).code, 'unknown-element');
});
