import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from '@torget/feel';
import { load } from '../load/load.ts';
import { bpmn, faults, flows, Instance, model } from '../testing.ts';

const listener = (event: string, type: string) => `<zeebe:taskListener eventType="${event}" type="${type}"/>`;
const userTask = (id: string, listeners: string, more = '') =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask/>${more}<zeebe:taskListeners>${listeners}</zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>`;
const S = '<bpmn:startEvent id="S"/>';
const E = '<bpmn:endEvent id="E"/>';
const ASSIGNED =
  '<zeebe:assignmentDefinition assignee="anna" candidateGroups="a,b"/><zeebe:taskSchedule dueDate="2026-03-01"/>';
const PREFIX = 'io.camunda.zeebe:';

const one = async (listeners: string, more = '') =>
  new Instance(await model(`${S}${userTask('A', listeners, more)}${E}${flows('S>A>E')}`));
const asked = ({ effects }: Instance) =>
  effects.flatMap((one) => (one.kind === 'call' ? [`${one.listener} ${one.type}`] : []));
const told = ({ effects }: Instance, header: string) =>
  effects.flatMap((one) => (one.kind === 'call' ? [one.headers[`${PREFIX}${header}`]] : []));
const opened = (instance: Instance) => instance.all.filter((effect) => effect.kind === 'task-open');
const complete = (instance: Instance, output = {}) =>
  instance.send({
    kind: 'task',
    token: instance.token('A'),
    act: { do: 'complete', output, by: 'p1', answers: { raw: 1 } },
  });

test('a task is there when the listeners of its creation are done, with what they have corrected', async () => {
  const instance = (await one(`${listener('creating', 'c1')}${listener('creating', 'c2')}`, ASSIGNED)).start();
  assert.deepEqual(asked(instance), ['creating c1']);
  assert.deepEqual([told(instance, 'action'), told(instance, 'assignee')], [['creating'], ['anna']]);
  assert.deepEqual(told(instance, 'candidateGroups'), ['["a","b"]']);
  assert.deepEqual(told(instance, 'dueDate'), ['2026-03-01T22:59:59Z']);
  assert.deepEqual(opened(instance), []);
  instance.complete('A', { corrections: { priority: new Decimal(80), assignee: '', dueDate: '2026-04-01' } });
  assert.deepEqual([asked(instance), told(instance, 'priority')], [['creating c2'], ['80']]);
  const [task] = opened(instance.complete('A', { corrections: { candidateUsers: ['eva'] } }));
  assert.ok(task?.kind === 'task-open');
  const { assignee, candidateGroups, candidateUsers, due, priority } = task;
  assert.deepEqual(
    { assignee, candidateGroups, candidateUsers, due, priority },
    {
      assignee: undefined,
      candidateGroups: ['a', 'b'],
      candidateUsers: ['eva'],
      due: '2026-04-01T21:59:59Z',
      priority: 80,
    },
  );
  assert.deepEqual(instance.variables(), {}, 'what a listener answers is no variable');
});

test('whom the model gives a task to gets it when the listeners agree; else it is nobody’s', async () => {
  for (const denied of [false, true]) {
    const instance = (await one(listener('assigning', 'a'), ASSIGNED)).start();
    const [task] = opened(instance);
    assert.ok(task?.kind === 'task-open' && task.assignee === undefined, 'the task is open, and not assigned');
    assert.deepEqual([asked(instance), told(instance, 'assignee')], [['assigning a'], ['anna']]);
    instance.complete('A', denied ? { denied: true } : {});
    const what = instance.effects.map((effect) => effect.kind);
    assert.deepEqual(what, [denied ? 'task-denied' : 'task-change']);
    assert.equal(instance.state?.tokens[0]?.task, undefined);
  }
});

test('a completion waits for its listeners; denied, the task stays open and the answers are gone', async () => {
  const instance = (await one(`${listener('completing', 'check')}${listener('completing', 'file')}`)).start();
  complete(instance, { svar: 'ja' });
  assert.deepEqual([asked(instance), told(instance, 'assignee')], [['completing check'], ['p1']]);
  const [call] = instance.effects;
  assert.ok(call?.kind === 'call' && call.input['svar'] === 'ja', 'the listener sees what was answered');
  const twice = { kind: 'task', token: instance.token('A'), act: { do: 'complete' } } as const;
  assert.equal(instance.refused(twice).code, 'task-busy');
  instance.complete('A', { denied: true, deniedReason: 'Underlag saknas' });
  assert.deepEqual(instance.effects, [
    { kind: 'task-denied', token: instance.token('A'), element: 'A', turn: 'completing', reason: 'Underlag saknas' },
  ]);
  assert.deepEqual([instance.where(), instance.variables()], [['A'], {}]);
  complete(instance, { svar: 'nej' });
  instance.complete('A').complete('A');
  const done = instance.effects.find((effect) => effect.kind === 'task-done');
  assert.deepEqual(done, { kind: 'task-done', token: 3, element: 'A', by: 'p1', answers: { raw: 1 } });
  assert.deepEqual([instance.state?.ended, instance.visited()], ['completed', ['S', 'A', 'E']]);
  assert.deepEqual(instance.all.filter((effect) => effect.kind === 'history' && effect.what === 'entered').length, 3);
});

test('who takes a task, and what is changed of it, waits likewise', async () => {
  const instance = (await one(`${listener('assigning', 'a')}${listener('updating', 'u')}`)).start();
  const change = (said: object) =>
    instance.send({ kind: 'task', token: instance.token('A'), act: { do: 'change', change: said } });
  assert.deepEqual(asked(change({ claim: 'p1' })), ['assigning a']);
  assert.deepEqual([told(instance, 'assignee'), told(instance, 'changedAttributes')], [['p1'], ['["assignee"]']]);
  instance.complete('A', { corrections: { assignee: 'p2' } });
  assert.deepEqual(instance.effects, [
    { kind: 'task-change', token: instance.token('A'), element: 'A', change: { claim: 'p2' } },
  ]);
  assert.deepEqual(asked(change({ due: '2026-05-01T00:00:00Z', priority: 10 })), ['updating u']);
  assert.deepEqual(told(instance, 'changedAttributes'), ['["dueDate","priority"]']);
  instance.complete('A', { denied: true });
  assert.deepEqual(instance.kinds(), ['task-denied']);
  change({ claim: null });
  instance.complete('A');
  assert.deepEqual(instance.effects[0], { kind: 'task-change', token: 3, element: 'A', change: { claim: null } });
});

const BORDER = `<bpmn:boundaryEvent id="B" attachedToRef="A"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;

test('what is cancelled tells its listeners, which nobody waits for', async () => {
  const read = await model(
    `${S}${userTask('A', `${listener('canceling', 'gone')}${listener('completing', 'check')}`)}${BORDER}${E}<bpmn:endEvent id="E2"/>${flows('S>A>E', 'B>E2')}`,
  );
  const open = new Instance(read).start().timer('B');
  const [call] = open.effects.filter((effect) => effect.kind === 'call');
  assert.ok(call?.kind === 'call' && call.detached === true && call.listener === 'canceling');
  assert.equal(
    open.all.some((effect) => 'token' in effect && effect.token === call.token && effect !== call),
    false,
  );
  assert.ok(open.kinds().includes('task-cancel'));
  assert.equal(open.state?.ended, 'completed');
  const busy = complete(new Instance(read).start());
  busy.timer('B');
  assert.deepEqual(
    busy.kinds().filter((kind) => kind.endsWith('cancel')),
    ['task-cancel', 'call-cancel'],
    'the job that was asked is taken back with the task',
  );
  const waits = new Instance(
    await model(
      `${S}${userTask('A', `${listener('creating', 'c')}${listener('canceling', 'gone')}`)}${BORDER}${flows('S>A')}`,
    ),
  );
  waits.start().send({ kind: 'cancel' });
  assert.equal(waits.kinds().includes('call'), false, 'a task that was never open tells nobody');
});

test('a listener cannot deny a creation, correct what is not there, or throw an error', async () => {
  const instance = (await one(listener('creating', 'c'))).start();
  const token = instance.token('A');
  for (const output of [
    { denied: true },
    { corrections: { name: 'x' } },
    { corrections: { priority: new Decimal(101) } },
  ]) {
    assert.equal(instance.refused({ kind: 'complete', token, output }).code, 'task-listener');
  }
  assert.equal(instance.refused({ kind: 'error', token, code: 'x' }).code, 'task-listener');
});

test('events of other names, and listeners of tasks on what is none, are refused by name', async () => {
  const wrong = await faults(`${S}${userTask('A', listener('closing', 'x'))}${flows('S>A')}`);
  assert.deepEqual(
    wrong.map(({ code, element }) => [code, element]),
    [['listener-not-here', 'A']],
  );
  const task = userTask('A', listener('completing', 'x')).replaceAll('bpmn:userTask', 'bpmn:manualTask');
  assert.deepEqual(
    (await faults(`${S}${task}${flows('S>A')}`)).map(({ code }) => code),
    ['listener-not-here'],
  );
});

const camunda = (elements: string) =>
  bpmn(elements).replace(
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  );
const SETS = ['create', 'assignment', 'update', 'complete', 'delete']
  .map((event) => `<camunda:taskListener event="${event}" expression="\${execution.setVariable('${event}', true)}"/>`)
  .join('');
const LATE = `<camunda:taskListener id="late" event="timeout" expression="\${execution.setVariable('late', true)}"><bpmn:timerEventDefinition id="td"><bpmn:timeDuration>P2D</bpmn:timeDuration></bpmn:timerEventDefinition></camunda:taskListener>`;

async function imported(assignee = ''): Promise<Instance> {
  const task = `<bpmn:userTask id="A" ${assignee}><bpmn:extensionElements>${SETS}${LATE}</bpmn:extensionElements></bpmn:userTask>`;
  const result = await load(camunda(`${S}${task}${E}${flows('S>A>E')}`), { file: 'test.bpmn' });
  assert.ok(result.ok && result.value[0], JSON.stringify(result));
  assert.deepEqual(result.value[0].warnings, []);
  return new Instance(result.value[0]).start();
}

test('Camunda 7’s task listeners are heard at their moments', async () => {
  const instance = await imported();
  assert.deepEqual(Object.keys(instance.variables()), ['create'], 'nobody is assigned');
  assert.deepEqual(Object.keys((await imported('camunda:assignee="anna"')).variables()), ['create', 'assignment']);
  instance.send({ kind: 'task', token: instance.token('A'), act: { do: 'change', change: { priority: 1 } } });
  assert.deepEqual(Object.keys(instance.variables()), ['create', 'update']);
  instance.timer('late');
  assert.deepEqual([instance.where(), Object.keys(instance.variables())], [['A'], ['create', 'update', 'late']]);
  assert.deepEqual(instance.state?.subscriptions, [], 'it is late once');
  instance.complete('A');
  assert.deepEqual(Object.keys(instance.variables()), ['create', 'update', 'late', 'complete']);
  const gone = (await imported()).send({ kind: 'cancel' });
  assert.deepEqual(Object.keys(gone.variables()), ['create', 'delete']);
});

test('listeners of Java become jobs when they have a topic, and are refused by name without', async () => {
  const java = ['create', 'complete', 'delete']
    .map((event) => `<camunda:taskListener event="${event}" class="a.B"/>`)
    .join('');
  const before = '<camunda:executionListener event="start" delegateExpression="#{c}"/>';
  const xml = camunda(
    `${S}<bpmn:userTask id="A"><bpmn:extensionElements>${before}${java}</bpmn:extensionElements></bpmn:userTask>${flows('S>A')}`,
  );
  const refused = await load(xml);
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.error.map(({ code, element }) => `${code} ${element}`),
    Array(4).fill('foreign-code A'),
  );
  const result = await load(xml, { topics: ({ element, code }) => `${element} ${code}` });
  assert.ok(result.ok && result.value[0]);
  const instance = new Instance(result.value[0]).start();
  assert.deepEqual(asked(instance), ['start A #{c}']);
  assert.deepEqual(asked(instance.complete('A')), ['creating A a.B']);
  assert.deepEqual(asked(complete(instance.complete('A'))), ['completing A a.B']);
  assert.deepEqual(asked(instance.send({ kind: 'cancel' })), ['canceling A a.B']);
});
