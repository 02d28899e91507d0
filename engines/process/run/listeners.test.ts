import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decimal } from '@torget/feel';
import { load } from '../load/load.ts';
import { faults, flowIf, flows, Instance, model } from '../testing.ts';

const heard = (...sides: readonly string[]) =>
  `<bpmn:extensionElements><zeebe:executionListeners>${sides
    .map((side) => `<zeebe:executionListener eventType="${side}" type="${side}"/>`)
    .join('')}</zeebe:executionListeners></bpmn:extensionElements>`;
const element = (kind: string, id: string, sides: readonly string[], more = '', attributes = '') =>
  `<bpmn:${kind} id="${id}"${attributes}>${heard(...sides)}${more}</bpmn:${kind}>`;
const S = '<bpmn:startEvent id="S"/>';
const E = '<bpmn:endEvent id="E"/>';
const MESSAGE =
  '<bpmn:message id="M" name="m"><bpmn:extensionElements><zeebe:subscription correlationKey="=1"/></bpmn:extensionElements></bpmn:message>';
const message = (id: string) => `<bpmn:messageEventDefinition id="${id}" messageRef="M"/>`;

/** What the last step asked listeners for. */
const asked = ({ effects }: Instance) =>
  effects.flatMap((one) => (one.kind === 'call' ? [`${one.element} ${one.listener} ${one.type}`] : []));

test('events wait for their listeners before and after', async () => {
  const read = await model(
    `${element('startEvent', 'S', ['end'])}${element('intermediateCatchEvent', 'C', ['start', 'end'], message('md'))}
     ${element('endEvent', 'E', ['start'])}${flows('S>C>E')}`,
    MESSAGE,
  );
  const instance = new Instance(read).start();
  assert.deepEqual(asked(instance), ['S end end']);
  assert.deepEqual(asked(instance.complete('S')), ['C start start']);
  assert.deepEqual(instance.state?.subscriptions, [], 'the message is waited for when the listener is done');
  instance.complete('C');
  assert.deepEqual(asked(instance.message('C')), ['C end end']);
  assert.deepEqual(instance.state?.subscriptions, [], 'and no longer when it has come');
  assert.deepEqual(asked(instance.complete('C')), ['E start start']);
  assert.equal(instance.complete('E').state?.ended, 'completed');
  assert.deepEqual(instance.visited(), ['S', 'C', 'E']);
});

test('gateways decide when their listener is done, with what it gives', async () => {
  const way = (id: string) => `${flowIf('X', `${id}1`, 'way = 1')}${flowIf('X', `${id}2`, 'way = 2')}`;
  const tasks = '<bpmn:userTask id="A1"/><bpmn:userTask id="A2"/>';
  for (const kind of ['exclusiveGateway', 'inclusiveGateway']) {
    const instance = new Instance(
      await model(`${S}${element(kind, 'X', ['start'])}${tasks}${flows('S>X')}${way('A')}`),
    );
    assert.deepEqual(asked(instance.start()), ['X start start']);
    assert.deepEqual(instance.complete('X', { way: new Decimal(2) }).where(), ['A2'], kind);
    assert.deepEqual(instance.variables(), {}, 'what a listener at the start gives stays at its element');
  }
});

test('a join is heard once, and only when all are there', async () => {
  for (const kind of ['parallelGateway', 'inclusiveGateway']) {
    const instance = new Instance(
      await model(
        `${S}<bpmn:parallelGateway id="F"/><bpmn:userTask id="A"/><bpmn:userTask id="B"/>${element(kind, 'J', ['start'])}${E}
         ${flows('S>F>A>J>E', 'F>B>J')}`,
      ),
    ).start();
    assert.deepEqual(asked(instance.complete('A')), []);
    assert.deepEqual(asked(instance.complete('B')), ['J start start']);
    assert.deepEqual(instance.where(), ['J']);
    assert.equal(instance.complete('J').state?.ended, 'completed', kind);
  }
});

test('a race begins when its listener is done; a boundary event is heard behind', async () => {
  const race = `${S}${element('eventBasedGateway', 'G', ['start'])}<bpmn:intermediateCatchEvent id="C">${message('md')}</bpmn:intermediateCatchEvent>
    <bpmn:intermediateCatchEvent id="T"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    ${E}${flows('S>G>C>E', 'G>T>E')}`;
  const instance = new Instance(await model(race, MESSAGE)).start();
  assert.deepEqual(instance.state?.subscriptions, []);
  assert.equal(instance.complete('G').state?.subscriptions.length, 2);
  const border = `${S}<bpmn:userTask id="A"/>${element('boundaryEvent', 'B', ['end'], message('md'), ' attachedToRef="A"')}${E}${flows('S>A', 'B>E')}`;
  const other = new Instance(await model(border, MESSAGE)).start().message('B');
  assert.deepEqual([asked(other), other.where()], [['B end end'], ['B']]);
  assert.equal(other.complete('B').state?.ended, 'completed');
});

test('a thrown error waits for the listener before it', async () => {
  const read = await model(
    `${S}<bpmn:subProcess id="Sub"><bpmn:startEvent id="SS"/>${element('endEvent', 'X', ['start'], '<bpmn:errorEventDefinition id="ed" errorRef="R"/>')}${flows('SS>X')}</bpmn:subProcess>
     <bpmn:boundaryEvent id="B" attachedToRef="Sub"><bpmn:errorEventDefinition id="bd" errorRef="R"/></bpmn:boundaryEvent><bpmn:userTask id="U"/>${flows('S>Sub', 'B>U')}`,
    '<bpmn:error id="R" errorCode="R"/>',
  );
  const instance = new Instance(read).start();
  assert.deepEqual(instance.where(), ['Sub', 'X']);
  assert.deepEqual(instance.complete('X').where(), ['U']);
});

test('the process as a whole is heard before its start event and behind its last step', async () => {
  const whole = heard('start', 'end').replace('type="end"', 'type="end" retries="7"');
  const instance = new Instance(await model(`${whole}${S}<bpmn:userTask id="A"/>${E}${flows('S>A>E')}`)).start();
  assert.deepEqual(asked(instance), ['S start start']);
  assert.deepEqual(instance.complete('S').where(), ['A']);
  instance.complete('A');
  assert.deepEqual(asked(instance), ['p end end']);
  assert.deepEqual([instance.where(), instance.state?.ended], [['p'], undefined]);
  assert.equal(instance.complete('p').state?.ended, 'completed');
  const cancelled = new Instance(instance.model).start().complete('S').complete('A').send({ kind: 'cancel' });
  assert.deepEqual(cancelled.kinds(), ['call-cancel', 'history', 'ended']);
});

test('in the import dialect listeners of the process set variables at its start and its end', async () => {
  const set = (event: string, name: string) =>
    `<camunda:executionListener event="${event}" expression="\${execution.setVariable('${name}', '${event}')}"/>`;
  const loaded = await load(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t"><process id="p" isExecutable="true">
    <extensionElements>${set('start', 'first')}${set('end', 'last')}</extensionElements>
    <startEvent id="S"/><userTask id="A"/>${flows('S>A').replaceAll('bpmn:', '')}</process></definitions>`);
  if (!loaded.ok) assert.fail(loaded.error[0]?.message.en);
  const instance = new Instance(loaded.value[0] ?? assert.fail()).start();
  assert.deepEqual(instance.variables(), { first: 'start' });
  assert.deepEqual(
    [instance.complete('A').state?.ended, instance.variables()],
    ['completed', { first: 'start', last: 'end' }],
  );
});

test('where an element has no such moment the listener is refused with its element', async () => {
  const refused = async (elements: string) =>
    (await faults(elements, MESSAGE)).map(({ element, code }) => `${element} ${code}`);
  assert.deepEqual(await refused(`${element('startEvent', 'S', ['start'])}${E}${flows('S>E')}`), [
    'S listener-not-here',
  ]);
  const gateway = element('parallelGateway', 'G', ['end']);
  assert.deepEqual(await refused(`${S}${gateway}${E}${flows('S>G>E')}`), ['G listener-not-here']);
  const stop = element('endEvent', 'X', ['end'], '<bpmn:terminateEventDefinition id="t"/>');
  assert.deepEqual(await refused(`${S}${stop}${flows('S>X')}`), ['X listener-not-here']);
  const raced = `${element('intermediateCatchEvent', 'C', ['start'], message('md'))}<bpmn:eventBasedGateway id="G"/>`;
  assert.deepEqual(await refused(`${S}${raced}${E}${flows('S>G>C>E')}`), ['C listener-not-here']);
});
