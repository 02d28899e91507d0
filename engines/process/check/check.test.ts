import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flowIf, flows, model, service } from '../testing.ts';
import { check } from './check.ts';
import { elements, expressions, names } from './names.ts';

const S = '<bpmn:startEvent id="S"/>';
const E = '<bpmn:endEvent id="E"/>';
const task = (id: string) => `<bpmn:userTask id="${id}"/>`;
const xor = (id: string, fallback?: string) =>
  `<bpmn:exclusiveGateway id="${id}"${fallback === undefined ? '' : ` default="${fallback}"`}/>`;
const and = (id: string) => `<bpmn:parallelGateway id="${id}"/>`;

async function codes(elements: string, roots = ''): Promise<readonly (readonly [string | undefined, string])[]> {
  return check(await model(elements, roots)).map((fault) => [fault.element, fault.code] as const);
}

test('a sound process has no findings', async () => {
  const parts = S + and('P') + task('A') + task('B') + and('J') + E + flows('S>P>A>J>E', 'P>B>J');
  assert.deepEqual(await codes(parts), []);
});

test('a parallel join fed by an exclusive split waits for ever, and the path there is told', async () => {
  const m = await model(
    S + xor('X', 'X_B') + task('A') + task('B') + and('J') + E + flowIf('X', 'A', 'a') + flows('S>X>B>J>E', 'A>J'),
  );
  const [fault] = check(m);
  assert.deepEqual([fault?.code, fault?.element, fault?.severity], ['deadlock', 'J', undefined]);
  assert.match(fault?.message.sv ?? '', /S → X → [AB]/);
  assert.match(fault?.message.en ?? '', /get stuck/);
  assert.ok((fault?.line ?? 0) > 1);
});

test('a surplus token on one flow of a join is a dead token', async () => {
  const parts = `${S}${and('P')}${xor('M')}${and('J')}${E}${flows('S>P>J', 'M>J>E')}
    <bpmn:sequenceFlow id="f1" sourceRef="P" targetRef="M"/><bpmn:sequenceFlow id="f2" sourceRef="P" targetRef="M"/>`;
  assert.deepEqual(await codes(parts), [['J', 'deadlock']]);
});

test('a circle without a way out never ends', async () => {
  assert.deepEqual(
    (await codes(S + xor('X') + task('A') + flows('S>X>A>X'))).map(([, code]) => code),
    ['endless'],
  );
});

test('a circle with a way out is sound', async () => {
  const parts = S + xor('X') + task('A') + xor('Y', 'Y_E') + E + flows('S>X>A>Y>E') + flowIf('Y', 'X', 'om');
  assert.deepEqual(await codes(parts), []);
});

test('a reminder beside a task does not make it unsound, also in a circle', async () => {
  const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>P7D</bpmn:timeDuration></bpmn:timerEventDefinition>';
  const parts = `${S}${xor('X')}${task('A')}<bpmn:boundaryEvent id="B" attachedToRef="A" cancelActivity="false">${timer}</bpmn:boundaryEvent>
    ${service('R', 'letter.send')}<bpmn:endEvent id="F"/>${xor('Y', 'Y_E')}${E}${flows('S>X>A>Y>E', 'B>R>F')}${flowIf('Y', 'X', 'om')}`;
  assert.deepEqual(await codes(parts), []);
});

test('a terminate end leaves no token behind', async () => {
  const stop = '<bpmn:endEvent id="T"><bpmn:terminateEventDefinition/></bpmn:endEvent>';
  const parts =
    S + and('P') + xor('X', 'X_J') + and('J') + task('A') + stop + flows('S>P>X>J', 'P>A>T') + flowIf('X', 'A', 'a');
  assert.deepEqual(
    (await codes(parts)).map(([, code]) => code),
    [],
  );
});

test('a deadlock inside a sub-process is found, with the sub-process on the path', async () => {
  const inside = `<bpmn:startEvent id="s"/>${xor('X', 'X_B')}${task('A')}${task('B')}${and('J')}${flowIf('X', 'A', 'a')}${flows('s>X>B>J', 'A>J')}`;
  const m = await model(`${S}<bpmn:subProcess id="U">${inside}</bpmn:subProcess>${flows('S>U')}`);
  const [fault] = check(m);
  assert.equal(fault?.element, 'J');
  assert.match(fault?.message.en ?? '', /U → s → X/);
});

test('an unreachable element is a warning', async () => {
  const m = await model(S + E + task('A') + flows('S>E'));
  const [fault] = check(m);
  assert.deepEqual([fault?.code, fault?.element, fault?.severity], ['unreachable', 'A', 'warning']);
});

test('an exclusive gateway without default flow is a warning', async () => {
  const m = await model(S + xor('X') + task('A') + E + flows('S>X') + flowIf('X', 'A', 'a') + flowIf('X', 'E', 'b'));
  const [fault] = check(m);
  assert.deepEqual([fault?.code, fault?.element, fault?.severity], ['no-default-flow', 'X', 'warning']);
});

test('an error end event that nothing takes is an error', async () => {
  const roots = '<bpmn:error id="E1" errorCode="avslag"/>';
  const end = '<bpmn:endEvent id="X"><bpmn:errorEventDefinition errorRef="E1"/></bpmn:endEvent>';
  assert.deepEqual(await codes(S + end + flows('S>X'), roots), [['X', 'uncaught-error']]);
  const sub = `<bpmn:subProcess id="U"><bpmn:startEvent id="s"/>${end}${flows('s>X')}</bpmn:subProcess>
    <bpmn:boundaryEvent id="B" attachedToRef="U"><bpmn:errorEventDefinition errorRef="E1"/></bpmn:boundaryEvent>`;
  assert.deepEqual(await codes(S + sub + E + flows('S>U', 'B>E'), roots), []);
});

test('a wide split of twenty branches is explored without growing beyond measure', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `T${index}`);
  const parts =
    S + and('P') + ids.map(task).join('') + and('J') + E + flows('S>P', ...ids.map((id) => `P>${id}>J`), 'J>E');
  assert.deepEqual(await codes(parts), []);
});

test('names tells what is read with its path and what the model itself writes', async () => {
  const io =
    '<zeebe:ioMapping><zeebe:input source="=application.manad" target="manad"/><zeebe:output source="=svar" target="norm.belopp"/></zeebe:ioMapping>';
  const m = await model(
    S +
      service('A', 'x', io) +
      xor('X', 'X_E') +
      E +
      task('B') +
      flows('S>A>X>E') +
      flowIf('X', 'B', 'norm.belopp > 0'),
  );
  const { reads, writes } = names(m);
  assert.deepEqual(reads, [
    { element: 'A', name: 'application', path: 'application.manad' },
    { element: 'A', name: 'svar', path: 'svar' },
    { element: 'X_B', name: 'norm', path: 'norm.belopp' },
  ]);
  assert.deepEqual(
    writes.map((one) => one.path),
    ['manad', 'norm.belopp'],
  );
});

test('expressions tells every expression with its place in the file', async () => {
  const m = await model(S + xor('X', 'X_E') + E + task('B') + flows('S>X>E') + flowIf('X', 'B', 'a > 0'));
  const [one] = expressions(m);
  assert.deepEqual([one?.element, one?.text, one?.at.file], ['X_B', 'a > 0', 'test.bpmn']);
  assert.ok((one?.at.column ?? 0) > 20);
});

test('elements lists ids by kind for coverage', async () => {
  const m = await model(S + xor('X') + task('A') + E + flows('S>X>A>E'));
  assert.deepEqual(elements(m), {
    activities: ['A'],
    events: ['S', 'E'],
    gateways: ['X'],
    flows: ['S_X', 'X_A', 'A_E'],
  });
});
