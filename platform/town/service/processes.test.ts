import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { codes, compiled, ekhamn, PREPARED, SERVICE } from '../testing.ts';
import type { Town } from '../types.ts';
import { decisionTags } from './check-calls.ts';
import { calledProcess, elementOf } from './elements.ts';

let town: Town;
before(async () => {
  town = await ekhamn();
});

const OTHER = 'processes/bereda.bpmn';

/** Codes of the errors when one text of the service with a called process is changed. */
async function broken(file: string, from: string, to: string, more = {}): Promise<readonly string[]> {
  const { service, faults } = await compiled([{ file, from, to }], { ...PREPARED, ...more }, town);
  assert.equal(service, undefined, 'the service should not compile');
  for (const fault of faults) assert.ok(fault.line > 0 && fault.message.sv !== '' && fault.advice.en !== '');
  return codes(faults.filter((fault) => fault.severity !== 'warning'));
}

test('a service holds several processes: the one that no other calls is started by the application', async () => {
  const { service, faults } = await compiled([], PREPARED, town);
  assert.deepEqual(faults, []);
  assert.ok(service);
  assert.equal(service.process.id, 'liten');
  assert.deepEqual([...service.processes.keys()], ['liten', 'bereda']);
  assert.equal(elementOf(service, 'Besluta')?.kind, 'userTask');
  const call = elementOf(service, 'Bereda');
  assert.equal(call && calledProcess(service, call)?.file, OTHER);
  assert.deepEqual([...service.taskForms.keys()], ['besluta']);
});

test('both may stand in process.bpmn', async () => {
  const one = (xml = '') => /<bpmn:process [\s\S]*<\/bpmn:process>/.exec(xml)?.[0] ?? '';
  const both = PREPARED['process.bpmn']?.replace('</bpmn:definitions>', `${one(PREPARED[OTHER])}</bpmn:definitions>`);
  const { service, faults } = await compiled([], { 'process.bpmn': both }, town);
  assert.deepEqual(faults, []);
  assert.deepEqual([...(service?.processes.keys() ?? [])], ['liten', 'bereda']);
});

test('the law is followed through what is called', async () => {
  const task = /<bpmn:userTask id="Besluta">[\s\S]*<\/bpmn:userTask>/.exec(SERVICE['process.bpmn'] ?? '')?.[0] ?? '';
  const found = await broken(OTHER, task, '<bpmn:task id="Besluta" />');
  assert.deepEqual(found, ['law-decider', 'law-communication', 'unknown-name']);
  // A way around the task inside the called process is a way around it for the case.
  const around = '<bpmn:sequenceFlow id="b1" sourceRef="BStart" targetRef="Besluta" />';
  const gateway = `<bpmn:exclusiveGateway id="G" default="b4" /><bpmn:sequenceFlow id="b1" sourceRef="BStart" targetRef="G" />
    <bpmn:sequenceFlow id="b4" sourceRef="G" targetRef="Besluta" />
    <bpmn:sequenceFlow id="b5" sourceRef="G" targetRef="BSlut"><bpmn:conditionExpression>=application.antal = 1</bpmn:conditionExpression></bpmn:sequenceFlow>`;
  assert.deepEqual(await broken(OTHER, around, gateway), ['law-decider', 'law-communication']);
});

test('what is called must be in the folder, and known by its id alone', async () => {
  assert.deepEqual(await broken('process.bpmn', 'processId="bereda"', 'processId="annan"'), [
    'process-uncalled',
    'law-decider',
    'law-communication',
    'unknown-process',
  ]);
  assert.deepEqual(await broken(OTHER, 'id="b2"', 'id="f2"'), ['double-id']);
  const second = SERVICE['process.bpmn']
    ?.replace('id="liten"', 'id="ensam"')
    .replaceAll(/id="(f\d|[A-Z]\w+)"/g, 'id="x$1"');
  const refs = second?.replaceAll(/(sourceRef|targetRef)="(\w+)"/g, '$1="x$2"');
  assert.deepEqual(await broken('service.yaml', 'cost:', 'cost:', { 'processes/ensam.bpmn': refs }), [
    'process-uncalled',
  ]);
});

test('a folder that no application starts in, or two of them, is refused', async () => {
  const itself = '<zeebe:calledElement processId="bereda" />';
  assert.deepEqual(await broken('process.bpmn', itself, '<zeebe:calledElement processId="liten" />'), ['one-process']);
  const more =
    '<bpmn:process id="till" isExecutable="true"><bpmn:startEvent id="TS" /></bpmn:process></bpmn:definitions>';
  assert.deepEqual(await broken('process.bpmn', '</bpmn:definitions>', more), ['one-process']);
});

test('versions: that of the case, by tag when the folder has it, and never by number', async () => {
  const called = '<zeebe:calledElement processId="bereda"';
  const tagged = (tag: string) => `${called} bindingType="versionTag" versionTag="${tag}"`;
  assert.deepEqual(await broken('process.bpmn', called, tagged('v1')), ['bound-version']);
  const [head, extension] = ['<bpmn:startEvent id="BStart" />', '<zeebe:versionTag value="v1" />'];
  const withTag = PREPARED[OTHER]?.replace(
    head,
    `<bpmn:extensionElements>${extension}</bpmn:extensionElements>${head}`,
  );
  const change = { file: 'process.bpmn', from: called, to: tagged('v1') };
  assert.deepEqual((await compiled([change], { ...PREPARED, [OTHER]: withTag }, town)).faults, []);
  const deployment = { ...change, to: `${called} bindingType="deployment"` };
  assert.deepEqual((await compiled([deployment], PREPARED, town)).faults, []);
});

test('the tags of decisions are read as both modelers write them', () => {
  const found = decisionTags(`<definitions xmlns:camunda="x" xmlns:zeebe="y">
    <decision id="A" name="a" camunda:versionTag="1"><literalExpression/></decision>
    <dmn:decision name="b" id="B"><extensionElements><zeebe:versionTag value="2" /></extensionElements></dmn:decision>
    <decision id="C"></decision></definitions>`);
  assert.deepEqual(
    [...found],
    [
      ['A', '1'],
      ['B', '2'],
    ],
  );
});
