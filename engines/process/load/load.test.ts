import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bpmn, faults, flowIf, flows, model, service } from '../testing.ts';
import { load } from './load.ts';

const S = '<bpmn:startEvent id="S"/>';
const E = '<bpmn:endEvent id="E"/>';
const task = (id: string) => `<bpmn:userTask id="${id}"/>`;
const xor = (id: string, extra = '') => `<bpmn:exclusiveGateway id="${id}" ${extra}/>`;

async function codes(elements: string, roots = ''): Promise<readonly (readonly [string | undefined, string])[]> {
  return (await faults(elements, roots)).map((fault) => [fault.element, fault.code] as const);
}

test('the graph comes from sourceRef and targetRef, whatever incoming and outgoing say', async () => {
  const lying =
    '<bpmn:userTask id="A"><bpmn:incoming>A_E</bpmn:incoming><bpmn:outgoing>S_A</bpmn:outgoing></bpmn:userTask>';
  const m = await model(S + lying + E + flows('S>A>E'));
  const node = m.nodes.get('A');
  assert.deepEqual(
    node?.incoming.map((flow) => flow.id),
    ['S_A'],
  );
  assert.deepEqual(
    node?.outgoing.map((flow) => flow.id),
    ['A_E'],
  );
});

test('flows stand in the order of the XML', async () => {
  const m = await model(
    S + xor('X', 'default="X_A"') + task('A') + task('B') + flows('S>X') + flowIf('X', 'B', 'b') + flows('X>A'),
  );
  assert.deepEqual(
    m.nodes.get('X')?.outgoing.map((flow) => flow.id),
    ['X_B', 'X_A'],
  );
});

test('vendor attributes are told by namespace, not by prefix', async () => {
  const xml = bpmn(S + service('A', 'x') + flows('S>A'))
    .replaceAll('zeebe:', 'z9:')
    .replace('xmlns:zeebe', 'xmlns:z9');
  const result = await load(xml);
  assert.ok(result.ok);
  assert.deepEqual(result.value[0]?.nodes.get('A')?.task?.type, { literal: 'x' });
});

test('what the engine does not run is refused by name, each with its element, all at once', async () => {
  const found = await faults(
    `${S}<bpmn:complexGateway id="G"/>
     <bpmn:intermediateCatchEvent id="M"><bpmn:signalEventDefinition/><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>
     <bpmn:eventBasedGateway id="I" instantiate="true"/><bpmn:receiveTask id="R" instantiate="true"/>${flows('S>R')}`,
  );
  const refused = found.filter((fault) => fault.code === 'outside-circle');
  assert.deepEqual(
    refused.map((fault) => fault.element),
    ['G', 'M', 'I', 'R'],
  );
  assert.match(refused[0]?.message.en ?? '', /complexGateway cannot be run/);
});

test('content that cannot be read is refused, never dropped in silence', async () => {
  assert.deepEqual(await codes(`${S}<bpmn:wurst id="W"/>`), [[undefined, 'unparsable']]);
  assert.deepEqual(await codes(`<bpmn:startEvent id="S" zork="1"/>`), [['S', 'unknown-attribute']]);
  assert.deepEqual(await codes(`${S}${task('A')}<bpmn:sequenceFlow id="f" sourceRef="S" targetRef="X"/>`), [
    ['f', 'unresolved-reference'],
  ]);
});

test('a document type declaration and a file that is no BPMN are refused', async () => {
  const doctype = await load(
    bpmn(S).replace('<bpmn:definitions', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n<bpmn:definitions'),
  );
  assert.ok(!doctype.ok && doctype.error.some((fault) => fault.code === 'doctype'));
  for (const text of ['', 'hej', '<a><b></a>', '<html/>', bpmn(S).slice(0, 300)]) {
    const result = await load(text, { file: 'x.bpmn' });
    assert.ok(!result.ok && result.error.every((fault) => fault.file === 'x.bpmn'), text);
  }
});

test('elements inside each other without end are a fault, and nothing overflows', async () => {
  const open = Array.from({ length: 5000 }, (_, n) => `<bpmn:subProcess id="s${n}">`).join('');
  const deep = await load(bpmn(open + '</bpmn:subProcess>'.repeat(5000)), { file: 'x.bpmn' });
  assert.ok(!deep.ok && deep.error.some((fault) => fault.code === 'not-bpmn'));
});

test('two hundred elements lie inside each other and no more', async () => {
  // `definitions` and `process` are the first two.
  const nested = async (levels: number) => {
    const open = Array.from({ length: levels - 2 }, (_, n) => `<bpmn:subProcess id="s${n}">`).join('');
    const result = await load(bpmn(open + '</bpmn:subProcess>'.repeat(levels - 2)), { file: 'x.bpmn' });
    return !result.ok && result.error.some((fault) => fault.code === 'not-bpmn');
  };
  assert.equal(await nested(200), false);
  assert.equal(await nested(201), true);
});

test('a fault tells file, line and column of the element', async () => {
  const [fault] = await faults(`${S}\n  <bpmn:serviceTask id="A"/>\n${flows('S>A')}`);
  assert.deepEqual([fault?.file, fault?.line, fault?.column, fault?.code], ['test.bpmn', 6, 3, 'no-task-type']);
});

test('a FEEL expression that does not parse is told where it stands, with its element', async () => {
  const [fault] = await faults(
    `${S}${xor('X', 'default="X_E"')}${E}${task('A')}${flows('S>X>E')}\n${flowIf('X', 'A', 'a < < 1')}`,
  );
  assert.deepEqual([fault?.element, fault?.line], ['X_A', 7]);
  assert.ok((fault?.column ?? 0) > 80);
});

test('a condition without "=" is not taken for text', async () => {
  const flow = flowIf('X', 'A', 'a').replace('>=a<', '>a<');
  assert.deepEqual((await codes(S + xor('X', 'default="X_E"') + E + task('A') + flows('S>X>E') + flow))[0], [
    'X_A',
    'feel-literal',
  ]);
});

test('start events: one without trigger is needed, none inside may wait for an event', async () => {
  assert.deepEqual(await codes(task('A')), [['p', 'no-start']]);
  assert.deepEqual(await codes(`${S}<bpmn:startEvent id="S2"/>`), [['p', 'two-starts']]);
  const message = '<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="M"/></bpmn:startEvent>';
  const found = await codes(
    `${S}<bpmn:subProcess id="U">${message}</bpmn:subProcess>${flows('S>U')}`,
    '<bpmn:message id="M" name="m"/>',
  );
  assert.deepEqual(found, [['s', 'event-start-in-sub-process']]);
});

test('exclusive gateways: outgoing flow, conditions where they mean something', async () => {
  assert.deepEqual(await codes(S + xor('X') + flows('S>X')), [['X', 'gateway-without-outgoing']]);
  assert.deepEqual(await codes(S + xor('X') + E + flows('S>X') + flowIf('X', 'E', 'a')), [
    ['X', 'condition-on-only-flow'],
  ]);
  const onDefault =
    S + xor('X', 'default="X_E"') + E + task('A') + flows('S>X') + flowIf('X', 'E', 'a') + flowIf('X', 'A', 'b');
  assert.deepEqual(await codes(onDefault), [['X', 'condition-on-default']]);
  const plain = await model(S + xor('X') + E + task('A') + flows('S>X>E') + flowIf('X', 'A', 'b'));
  assert.deepEqual(
    plain.warnings.map((fault) => [fault.element, fault.code]),
    [['X_E', 'flow-without-condition']],
  );
});

test('an event-based gateway leads to catch events only', async () => {
  assert.deepEqual(await codes(`${S}<bpmn:eventBasedGateway id="G"/>${task('A')}${flows('S>G>A')}`), [
    ['G', 'event-gateway-target'],
  ]);
});

test('messages need a name and, where an instance waits, a key', async () => {
  const caught =
    '<bpmn:intermediateCatchEvent id="C"><bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateCatchEvent>';
  assert.deepEqual(await codes(S + caught + flows('S>C'), '<bpmn:message id="M"/>'), [['C', 'no-message']]);
  assert.deepEqual(await codes(S + caught + flows('S>C'), '<bpmn:message id="M" name="m"/>'), [
    ['C', 'no-correlation-key'],
  ]);
});

test('a timer needs one time that can be understood', async () => {
  const timer = (inside: string) =>
    `${S}<bpmn:intermediateCatchEvent id="C"><bpmn:timerEventDefinition>${inside}</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flows('S>C')}`;
  assert.deepEqual(await codes(timer('')), [['C', 'no-timer']]);
  assert.deepEqual(await codes(timer('<bpmn:timeDuration>14 dagar</bpmn:timeDuration>')), [['C', 'bad-timer']]);
  assert.deepEqual(await codes(timer('<bpmn:timeCycle>varje dag</bpmn:timeCycle>')), [['C', 'bad-timer']]);
});

test('tasks say what they do', async () => {
  assert.deepEqual(await codes(`${S}<bpmn:businessRuleTask id="A"/>${flows('S>A')}`), [['A', 'no-decision']]);
  assert.deepEqual(
    await codes(`${S}<bpmn:scriptTask id="A"><bpmn:script>1</bpmn:script></bpmn:scriptTask>${flows('S>A')}`),
    [['A', 'no-script']],
  );
});

test('properties, headers and documentation are kept, lanes known by name', async () => {
  const m = await model(
    `<bpmn:laneSet id="LS"><bpmn:lane id="L" name="Handläggare"><bpmn:flowNodeRef>A</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
     ${S}<bpmn:userTask id="A" name="Bedöm&#10;ansökan"><bpmn:documentation>Enligt SoL</bpmn:documentation><bpmn:extensionElements>
     <zeebe:properties><zeebe:property name="citizen-step" value="utredning"/></zeebe:properties></bpmn:extensionElements></bpmn:userTask>${flows('S>A')}`,
  );
  const node = m.nodes.get('A');
  assert.deepEqual(node?.properties, { 'citizen-step': 'utredning' });
  assert.deepEqual([node?.name, node?.documentation, m.lanes.get('A')], ['Bedöm ansökan', 'Enligt SoL', 'Handläggare']);
});

test('pools that are not executable are left out, several executable ones give a model each', async () => {
  const two = bpmn(S).replace(
    '</bpmn:definitions>',
    '<bpmn:process id="q" isExecutable="true"><bpmn:startEvent id="S2"/></bpmn:process><bpmn:process id="r" isExecutable="false"/></bpmn:definitions>',
  );
  const result = await load(two);
  assert.deepEqual(result.ok && result.value.map((one) => one.id), ['p', 'q']);
});
