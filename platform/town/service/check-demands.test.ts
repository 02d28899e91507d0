import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '@torget/process';
import { Faults } from '../faults.ts';
import { checkDemands } from './check-demands.ts';

const CODES = ['not-served', 'start-unused'];

/** Codes and elements of what the check says about a process. */
async function said(elements: string): Promise<readonly (string | undefined)[]> {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="urn:x">
    <escalation id="V" escalationCode="v"/><signal id="G" name="g"/>
    <process id="p" isExecutable="true"><startEvent id="S"/>${elements}</process></definitions>`;
  const loaded = await load(xml);
  if (!loaded.ok) assert.fail(loaded.error[0]?.message.en);
  const faults = new Faults('process.bpmn');
  for (const model of loaded.value) checkDemands(model, faults);
  for (const fault of faults.list) assert.ok(CODES.includes(fault.code) && fault.message.sv !== '');
  return faults.list.map((fault) => fault.element);
}

const flow = (from: string, to: string) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;

test('a start by time is refused with its element: a case begins with an application', async () => {
  const daily = '<timerEventDefinition id="t"><timeCycle>R/P1D</timeCycle></timerEventDefinition>';
  assert.deepEqual(await said(`<startEvent id="T">${daily}</startEvent><userTask id="A"/>${flow('T', 'A')}`), ['T']);
});

test('a start event that nothing begins at is told', async () => {
  const signal = '<signalEventDefinition id="g" signalRef="G"/>';
  const other = `<startEvent id="T">${signal}</startEvent><userTask id="A"/>${flow('S', 'A')}${flow('T', 'A')}`;
  assert.deepEqual(await said(other), ['T']);
});

test('what it serves, and what needs no more than tokens and scopes, is not', async () => {
  const loop =
    '<multiInstanceLoopCharacteristics><loopCardinality>=2</loopCardinality></multiInstanceLoopCharacteristics>';
  assert.deepEqual(await said(`<userTask id="A">${loop}</userTask>${flow('S', 'A')}`), []);
  const listener =
    '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/></zeebe:executionListeners>';
  const heard = `<userTask id="A"><extensionElements>${listener}</extensionElements></userTask>`;
  assert.deepEqual(await said(`${heard}${flow('S', 'A')}`), []);
  const escalation = '<escalationEventDefinition escalationRef="V"/>';
  const beside = `<subProcess id="P" triggeredByEvent="true"><startEvent id="Ps">${escalation}</startEvent><userTask id="B"/>${flow('Ps', 'B')}</subProcess>`;
  const throws = `<intermediateThrowEvent id="T">${escalation}</intermediateThrowEvent>`;
  const gateway = `<inclusiveGateway id="O"/>${flow('S', 'O')}${flow('O', 'T')}`;
  assert.deepEqual(await said(`${gateway}${throws}<userTask id="A"/>${flow('T', 'A')}${beside}`), []);
});
