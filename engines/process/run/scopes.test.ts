import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flowIf, flows, Instance, model, service } from '../testing.ts';
import { variablesAt } from './variables.ts';

const S = '<bpmn:startEvent id="S"/>';
const ROOTS = `<bpmn:message id="M" name="svar"><bpmn:extensionElements><zeebe:subscription correlationKey="=&quot;k&quot;"/></bpmn:extensionElements></bpmn:message>
  <bpmn:signal id="G" name="larm"/><bpmn:escalation id="V" escalationCode="v"/><bpmn:error id="R" errorCode="r"/>`;
const MESSAGE = '<bpmn:messageEventDefinition messageRef="M"/>';
const SIGNAL = '<bpmn:signalEventDefinition signalRef="G"/>';
const ESCALATION = '<bpmn:escalationEventDefinition escalationRef="V"/>';
const ERROR = '<bpmn:errorEventDefinition errorRef="R"/>';
const COMPENSATE = '<bpmn:compensateEventDefinition/>';

function sub(id: string, inside: string, tag = 'subProcess', attributes = ''): string {
  return `<bpmn:${tag} id="${id}" ${attributes}>${inside}</bpmn:${tag}>`;
}

/** An event sub-process whose only step is a user task. */
function beside(id: string, definition: string, interrupting: boolean): string {
  const start = `<bpmn:startEvent id="${id}s" isInterrupting="${interrupting}">${definition}</bpmn:startEvent>`;
  return sub(
    id,
    `${start}<bpmn:userTask id="${id}A"/>${flows(`${id}s>${id}A`)}`,
    'subProcess',
    'triggeredByEvent="true"',
  );
}

async function run(elements: string): Promise<Instance> {
  return new Instance(await model(elements, ROOTS));
}

test('an interrupting event sub-process ends all else in its scope; the scope goes on by its own flow', async () => {
  const inner = `<bpmn:startEvent id="s"/><bpmn:userTask id="A"/>${flows('s>A')}${beside('P', MESSAGE, true)}`;
  const instance = (await run(`${S}${sub('U', inner)}<bpmn:userTask id="B"/>${flows('S>U>B')}`)).start();
  instance.message('Ps', { skal: 'sent' });
  assert.deepEqual(instance.where(), ['P', 'PA', 'U']);
  assert.deepEqual(instance.state?.subscriptions, []);
  // What the trigger brings stays in the event sub-process.
  assert.deepEqual(variablesAt(instance.state ?? assert.fail(), instance.token('PA')), { skal: 'sent' });
  assert.deepEqual(instance.complete('PA').where(), ['B']);
  assert.deepEqual(instance.variables(), {});
});

test('a non-interrupting one comes as often as its event does, and the scope waits for it', async () => {
  const instance = (await run(`${S}<bpmn:userTask id="A"/>${flows('S>A')}${beside('P', MESSAGE, false)}`)).start();
  assert.deepEqual(
    instance.state?.subscriptions.map(({ name, key }) => [name, key]),
    [['svar', 'k']],
  );
  instance.message('Ps').message('Ps').complete('A');
  assert.deepEqual(instance.where(), ['P', 'P', 'PA', 'PA']);
  instance.complete('PA').complete('PA');
  assert.equal(instance.state?.ended, 'completed');
});

test('an escalation goes outwards to the first that takes it, and the thrower goes on', async () => {
  const inner = `<bpmn:startEvent id="s"/><bpmn:intermediateThrowEvent id="T">${ESCALATION}</bpmn:intermediateThrowEvent><bpmn:userTask id="A"/>${flows('s>T>A')}`;
  const border = (interrupting: boolean) =>
    `<bpmn:boundaryEvent id="F" attachedToRef="U" cancelActivity="${interrupting}">${ESCALATION}</bpmn:boundaryEvent><bpmn:userTask id="B"/>`;
  const both = await run(`${S}${sub('U', inner)}${border(false)}${flows('S>U', 'F>B')}`);
  assert.deepEqual(both.start().where(), ['A', 'B', 'U']);
  const one = await run(`${S}${sub('U', inner)}${border(true)}${flows('S>U', 'F>B')}`);
  assert.deepEqual(one.start().where(), ['B']);
  const nobody = await run(`${S}${sub('U', inner)}${flows('S>U')}`);
  assert.deepEqual(nobody.start().where(), ['A', 'U']);
});

test('a called instance hands errors and escalations that it does not take to its caller', async () => {
  const instance = await run(
    `${S}<bpmn:intermediateThrowEvent id="T">${ESCALATION}</bpmn:intermediateThrowEvent><bpmn:userTask id="A"/><bpmn:endEvent id="E">${ERROR}</bpmn:endEvent>${flows('S>T>A>E')}`,
  );
  instance.send({ kind: 'start', called: true, variables: { a: 'x' } });
  assert.deepEqual(
    instance.effects.filter(({ kind }) => kind === 'escalate'),
    [{ kind: 'escalate', element: 'T', code: 'v', variables: { a: 'x' } }],
  );
  instance.complete('A');
  assert.deepEqual(instance.effects.at(-1), { kind: 'ended', how: 'failed', output: { a: 'x' }, error: { code: 'r' } });
  assert.deepEqual(instance.state?.tokens, []);
});

test('a call asks for an instance of its own; its result comes back as the mapping says', async () => {
  const call = (extension: string) =>
    `${S}<bpmn:callActivity id="C"><bpmn:extensionElements>${extension}</bpmn:extensionElements></bpmn:callActivity><bpmn:boundaryEvent id="F" attachedToRef="C">${ERROR}</bpmn:boundaryEvent><bpmn:userTask id="B"/><bpmn:userTask id="D"/>${flows('S>C>B', 'F>D')}`;
  const all = (await run(call('<zeebe:calledElement processId="=&quot;q&quot;"/>'))).start({ a: 'x' });
  assert.deepEqual(all.effects.at(-1), {
    kind: 'call-process',
    token: all.token('C'),
    element: 'C',
    process: 'q',
    binding: { kind: 'latest' },
    variables: { a: 'x' },
  });
  assert.deepEqual(all.complete('C', { svar: 'ja', a: 'y' }).variables(), { a: 'y', svar: 'ja' });
  const mapping =
    '<zeebe:ioMapping><zeebe:input source="=a" target="b"/><zeebe:output source="=svar" target="c"/></zeebe:ioMapping>';
  const some = await run(call(`<zeebe:calledElement processId="q" propagateAllParentVariables="false"/>${mapping}`));
  some.start({ a: 'x' });
  assert.deepEqual(
    some.effects.flatMap((one) => (one.kind === 'call-process' ? [one.variables] : [])),
    [{ b: 'x' }],
  );
  assert.deepEqual(some.complete('C', { svar: 'ja', b: 'z' }).variables(), { a: 'x', c: 'ja' });
  const failed = (await run(call('<zeebe:calledElement processId="q"/>'))).start();
  failed.send({ kind: 'error', token: failed.token('C'), code: 'r', variables: { rest: 'x' } });
  assert.deepEqual(failed.where(), ['D']);
  const gone = (await run(call('<zeebe:calledElement processId="q"/>'))).start();
  assert.equal(gone.send({ kind: 'abandon', token: gone.token('C') }).state?.ended, 'cancelled');
});

const UNDO = (id: string) =>
  `<bpmn:boundaryEvent id="${id}b" attachedToRef="${id}">${COMPENSATE}</bpmn:boundaryEvent><bpmn:userTask id="${id}u" isForCompensation="true"/><bpmn:association id="${id}t" sourceRef="${id}b" targetRef="${id}u"/>`;

test('compensation runs handlers in reverse order with the variables of their activities; the throw waits', async () => {
  const input = '<zeebe:ioMapping><zeebe:input source="=nr" target="mitt"/></zeebe:ioMapping>';
  const instance = await run(
    `${S}${service('A', 'x', input)}${UNDO('A')}${service('B', 'x')}${UNDO('B')}<bpmn:intermediateThrowEvent id="T">${COMPENSATE}</bpmn:intermediateThrowEvent><bpmn:userTask id="D"/>${flows('S>A>B>T>D')}`,
  );
  instance.start({ nr: 'ett' }).complete('A', { nr: 'två' });
  assert.deepEqual(
    instance.state?.done?.map(({ element }) => element),
    ['A'],
  );
  instance.complete('B');
  const opened = instance.effects.flatMap((effect) => (effect.kind === 'task-open' ? [effect.element] : []));
  assert.deepEqual(
    [opened, instance.where()],
    [
      ['Bu', 'Au'],
      ['Au', 'Bu', 'T'],
    ],
  );
  assert.equal(variablesAt(instance.state ?? assert.fail(), instance.token('Au'))['mitt'], 'ett');
  instance.complete('Bu');
  assert.deepEqual(instance.complete('Au').where(), ['D']);
});

test('a cancelled transaction undoes what is done and leaves by its cancel event; an error leaves without undoing', async () => {
  const inner = `<bpmn:startEvent id="s"/><bpmn:userTask id="A"/>${UNDO('A')}<bpmn:exclusiveGateway id="X" default="X_C"/><bpmn:endEvent id="C"><bpmn:cancelEventDefinition/></bpmn:endEvent><bpmn:endEvent id="R1">${ERROR}</bpmn:endEvent>${flows('s>A>X')}${flowIf('X', 'R1', 'fel')}<bpmn:sequenceFlow id="X_C" sourceRef="X" targetRef="C"/>`;
  const elements = `${S}${sub('T', inner, 'transaction')}<bpmn:boundaryEvent id="Z" attachedToRef="T"><bpmn:cancelEventDefinition/></bpmn:boundaryEvent><bpmn:boundaryEvent id="F" attachedToRef="T">${ERROR}</bpmn:boundaryEvent><bpmn:userTask id="B"/><bpmn:userTask id="D"/>${flows('S>T', 'Z>B', 'F>D')}`;
  const cancelled = (await run(elements)).start({ fel: false }).complete('A');
  assert.deepEqual(cancelled.where(), ['Au', 'C', 'T']);
  assert.deepEqual(cancelled.complete('Au').where(), ['B']);
  assert.deepEqual((await run(elements)).start({ fel: true }).complete('A').where(), ['D']);
});

test('a condition is judged when it is armed and when what it reads changes; not by what it does not read', async () => {
  const wait = (text: string) =>
    `<bpmn:intermediateCatchEvent id="W"><bpmn:conditionalEventDefinition><bpmn:condition>=${text}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>`;
  const elements = `${S}${wait('klar')}<bpmn:userTask id="B"/>${flows('S>W>B')}`;
  assert.deepEqual((await run(elements)).start({ klar: true }).where(), ['B']);
  const later = (await run(elements)).start();
  assert.deepEqual(later.send({ kind: 'set', variables: { annat: true } }).where(), ['W']);
  assert.deepEqual(later.send({ kind: 'set', variables: { klar: true } }).where(), ['B']);
  assert.deepEqual(later.state?.subscriptions, []);
});

test('a condition on the facts of the case is judged when they are said to have changed', async () => {
  const instance = await run(
    `${S}<bpmn:intermediateCatchEvent id="W"><bpmn:conditionalEventDefinition><bpmn:condition>=register.klar</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent><bpmn:userTask id="B"/>${flows('S>W>B')}`,
  );
  instance.facts = { register: { klar: false } };
  instance.start();
  instance.facts = { register: { klar: true } };
  assert.deepEqual(instance.send({ kind: 'changed', names: ['case'] }).where(), ['W']);
  assert.deepEqual(instance.send({ kind: 'changed', names: ['register'] }).where(), ['B']);
});

test('a thrown signal reaches its own instance before the thrower goes on, and all others by the effect', async () => {
  const instance = await run(
    `${S}<bpmn:parallelGateway id="P"/><bpmn:intermediateCatchEvent id="W">${SIGNAL}</bpmn:intermediateCatchEvent><bpmn:userTask id="B"/><bpmn:intermediateThrowEvent id="T">${SIGNAL}</bpmn:intermediateThrowEvent><bpmn:userTask id="C"/>${flows('S>P>W>B', 'P>T>C')}`,
  );
  assert.deepEqual(instance.start().where(), ['B', 'C']);
  assert.ok(instance.effects.some((effect) => effect.kind === 'signal' && effect.name === 'larm'));
});

test('steps of an ad-hoc sub-process start as staff choose, or as the collection says', async () => {
  const inside = '<bpmn:userTask id="A"/><bpmn:userTask id="B"/>';
  const chosen = (
    await run(`${S}${sub('H', inside, 'adHocSubProcess')}<bpmn:userTask id="D"/>${flows('S>H>D')}`)
  ).start();
  const token = chosen.token('H');
  assert.deepEqual(chosen.where(), ['H']);
  chosen.send({ kind: 'activate', token, element: 'A' }).send({ kind: 'activate', token, element: 'A' });
  chosen.complete('A').complete('A');
  assert.deepEqual(chosen.where(), ['H']);
  assert.equal(chosen.refused({ kind: 'activate', token, element: 'D' }).code, 'unknown-element');
  assert.deepEqual(chosen.send({ kind: 'finish', token }).where(), ['D']);
  const named = '<bpmn:extensionElements><zeebe:adHoc activeElementsCollection="=steg"/></bpmn:extensionElements>';
  const listed = await run(
    `${S}${sub('H', `${named}${inside}`, 'adHocSubProcess', 'ordering="Sequential"')}<bpmn:userTask id="D"/>${flows('S>H>D')}`,
  );
  assert.deepEqual(listed.start({ steg: ['B', 'A'] }).where(), ['B', 'H']);
  assert.deepEqual(listed.complete('B').where(), ['A', 'H']);
  assert.deepEqual(listed.complete('A').where(), ['D']);
});

test('a link jumps to its catch event', async () => {
  const link = '<bpmn:linkEventDefinition name="l"/>';
  const instance = await run(
    `${S}<bpmn:intermediateThrowEvent id="T">${link}</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="W">${link}</bpmn:intermediateCatchEvent><bpmn:userTask id="B"/>${flows('S>T', 'W>B')}`,
  );
  assert.deepEqual(instance.start().where(), ['B']);
});

test('the state of an instance in one user task is small', async () => {
  const instance = (
    await run(`${S}${service('A', 'x')}<bpmn:userTask id="Handlagg_arende"/>${flows('S>A>Handlagg_arende')}`)
  ).start();
  instance.complete('A');
  assert.ok(JSON.stringify(instance.state).length <= 300);
});
