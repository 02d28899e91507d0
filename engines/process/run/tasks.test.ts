import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from '@torget/feel';
import { load } from '../load/load.ts';
import { flows, Instance, model, service } from '../testing.ts';

const S = '<bpmn:startEvent id="S"/>';
const task = (kind: string, id: string, extension: string) =>
  `<bpmn:${kind} id="${id}"><bpmn:extensionElements>${extension}</bpmn:extensionElements></bpmn:${kind}>`;

test('a user task tells who, by when, with which form and input', async () => {
  const extension = `<zeebe:userTask/><zeebe:formDefinition formId="bedomning"/>
    <zeebe:assignmentDefinition assignee="=vem" candidateGroups="forsorjningsstod/handlaggare, forsorjningsstod/chef" candidateUsers="=[&quot;a&quot;,&quot;b&quot;]"/>
    <zeebe:taskSchedule dueDate="=case.sista" followUpDate="2026-02-10T09:00"/>
    <zeebe:priorityDefinition priority="70"/>
    <zeebe:ioMapping><zeebe:input source="=vem" target="v"/></zeebe:ioMapping>`;
  const m = await model(S + task('userTask', 'A', extension) + flows('S>A'));
  const instance = new Instance(m, { case: { sista: '2026-02-17' } }).start({ vem: 'elias' });
  assert.deepEqual(instance.effects.at(-1), {
    kind: 'task-open',
    token: 3,
    element: 'A',
    assignee: 'elias',
    candidateGroups: ['forsorjningsstod/handlaggare', 'forsorjningsstod/chef'],
    candidateUsers: ['a', 'b'],
    due: '2026-02-17T22:59:59Z',
    followUp: '2026-02-10T08:00:00Z',
    priority: 70,
    form: 'bedomning',
    input: { v: 'elias' },
  });
});

test('a plain user task has no groups, the middle priority and an empty input', async () => {
  const instance = new Instance(await model(`${S}<bpmn:userTask id="A"/>${flows('S>A')}`)).start();
  const expected = {
    kind: 'task-open',
    token: 3,
    element: 'A',
    candidateGroups: [],
    candidateUsers: [],
    priority: 50,
    input: {},
  };
  assert.deepEqual(instance.effects.at(-1), expected);
});

test('a service task calls its block with headers and retries; the answer goes on in the same way for send tasks', async () => {
  const headers = '<zeebe:taskHeaders><zeebe:header key="letter" value="beslut"/></zeebe:taskHeaders>';
  const send = task('sendTask', 'B', `<zeebe:taskDefinition type="=&quot;a.&quot; + slag" retries="5"/>${headers}`);
  const instance = new Instance(await model(S + service('A', 'x') + send + flows('S>A>B'))).start({ slag: 'b' });
  instance.complete('A');
  assert.deepEqual(instance.effects.at(-1), {
    kind: 'call',
    token: 4,
    element: 'B',
    type: 'a.b',
    retries: 5,
    headers: { letter: 'beslut' },
    input: {},
  });
  assert.equal(instance.complete('B').state?.ended, 'completed');
});

test('a business rule task asks for its decision with the variables in sight, inner before outer', async () => {
  const rule = task(
    'businessRuleTask',
    'A',
    `<zeebe:calledDecision decisionId="ratt" resultVariable="resultat"/>
     <zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping>`,
  );
  const instance = new Instance(await model(S + rule + flows('S>A'))).start({ a: new Decimal(1), b: 'yttre' });
  const effect = instance.effects.at(-1);
  assert.ok(effect?.kind === 'decide');
  assert.equal(effect.decision, 'ratt');
  assert.equal(effect.resultVariable, 'resultat');
  assert.equal(JSON.stringify(effect.variables), '{"b":"1","a":"1"}');
  instance.complete('A', { resultat: { belopp: new Decimal('11420') } });
  assert.deepEqual(instance.variables(), { a: 1, b: 'yttre', resultat: { belopp: 11420 } });
});

test('a script task is one FEEL expression', async () => {
  const script = task('scriptTask', 'A', '<zeebe:script expression="=2 * n" resultVariable="dubbelt"/>');
  const instance = new Instance(await model(S + script + flows('S>A'))).start({ n: new Decimal('1.05') });
  assert.deepEqual(instance.variables(), { n: '1.05', dubbelt: '2.1' });
});

test('plain and manual tasks pass through', async () => {
  const m = await model(`${S}<bpmn:task id="A"/><bpmn:manualTask id="B"/>${flows('S>A>B')}`);
  assert.deepEqual(new Instance(m).start().visited(), ['S', 'A', 'B']);
});

test('a block type that gives no text is refused with its element', async () => {
  const m = await model(S + service('A', '=saknas') + flows('S>A'));
  const refusal = new Instance(m).refused({ kind: 'start' });
  assert.deepEqual([refusal.code, refusal.element], ['expression', 'A']);
});

test('listeners ask for jobs before the work begins and after it is done; the element waits for each', async () => {
  const listeners = `<zeebe:executionListeners><zeebe:executionListener eventType="start" type="hamta"/><zeebe:executionListener eventType="end" type="arkivera"/><zeebe:executionListener eventType="end" type="tacka"/></zeebe:executionListeners>`;
  const task = `<bpmn:userTask id="A"><bpmn:extensionElements>${listeners}</bpmn:extensionElements></bpmn:userTask>`;
  const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>';
  const m = await model(
    `<bpmn:startEvent id="S"/>${task}<bpmn:boundaryEvent id="T" attachedToRef="A">${timer}</bpmn:boundaryEvent><bpmn:userTask id="B"/>${flows('S>A>B', 'T>B')}`,
  );
  const asked = (instance: Instance) =>
    instance.effects.flatMap((one) =>
      one.kind === 'call' ? [one.type, one.listener] : one.kind === 'task-open' ? [one.element] : [],
    );
  const instance = new Instance(m).start();
  assert.deepEqual([asked(instance), instance.state?.subscriptions], [['hamta', 'start'], []]);
  instance.complete('A', { namn: 'Ada' });
  assert.deepEqual([asked(instance), instance.state?.subscriptions.length, instance.variables()], [['A'], 1, {}]);
  instance.complete('A', { svar: 'ja' });
  assert.deepEqual([asked(instance), instance.state?.subscriptions], [['arkivera', 'end'], []]);
  assert.deepEqual(asked(instance.complete('A')), ['tacka', 'end']);
  assert.deepEqual([instance.complete('A').where(), instance.variables()], [['B'], { svar: 'ja' }]);
  assert.deepEqual(instance.visited(), ['S', 'A']);
  const cancelled = new Instance(m).start().send({ kind: 'cancel' });
  assert.ok(cancelled.kinds().includes('call-cancel') && !cancelled.kinds().includes('task-cancel'));
});

test('a job has the place among others that the model gives it, on the element or for the whole process', async () => {
  const process = '<bpmn:extensionElements><zeebe:jobPriorityDefinition priority="30"/></bpmn:extensionElements>';
  const own = '<zeebe:jobPriorityDefinition priority="=urgent"/>';
  const read = await model(
    `${process}<bpmn:startEvent id="S"/>${service('A', 'a')}${service('B', 'b', own)}${flows('S>A>B')}`,
  );
  const placed = (instance: Instance) =>
    instance.effects.flatMap((effect) => (effect.kind === 'call' ? [[effect.element, effect.priority]] : []));
  const instance = new Instance(read).start({ urgent: new Decimal('90') });
  assert.deepEqual(placed(instance), [['A', 30]]);
  assert.deepEqual(placed(instance.complete('A')), [['B', 90]]);
  const none = new Instance(read).start({ urgent: 'very' });
  assert.equal(none.refused({ kind: 'complete', token: none.token('A') }).element, 'B');
});

test('in the import dialect 0 is the middle, and tasks and continuations have each their own', async () => {
  const loaded = await load(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
    <process id="p" isExecutable="true" camunda:taskPriority="7" camunda:jobPriority="-500"><startEvent id="S"/>
    <serviceTask id="A" camunda:type="external" camunda:topic="a" camunda:asyncBefore="true" camunda:jobPriority="5"/>
    <serviceTask id="B" camunda:type="external" camunda:topic="b" camunda:asyncBefore="true" camunda:taskPriority="-3"/>
    ${flows('S>A>B').replaceAll('bpmn:', '')}</process></definitions>`);
  if (!loaded.ok) assert.fail(loaded.error[0]?.message.en);
  assert.deepEqual(loaded.value[0]?.warnings, []);
  const instance = new Instance(loaded.value[0] ?? assert.fail()).start();
  instance.send({ kind: 'continue', token: instance.token('A') }).complete('A');
  instance.send({ kind: 'continue', token: instance.token('B') });
  const placed = instance.all.flatMap((one) =>
    one.kind === 'call' || one.kind === 'defer' ? [`${one.kind} ${one.element} ${one.priority}`] : [],
  );
  // What is lower than it can wait for is as low as it can be.
  assert.deepEqual(placed, ['defer A 55', 'call A 57', 'defer B -10', 'call B 47']);
});
