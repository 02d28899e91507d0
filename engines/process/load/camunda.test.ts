import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Instance } from '../testing.ts';
import { translate } from './el.ts';
import { load } from './load.ts';

const wrap = (
  inside: string,
  uri = 'http://operaton.org/schema/1.0/bpmn',
) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:c="${uri}" id="d" targetNamespace="tns" xmlns:tns="tns"><error id="E" errorCode="e1" c:errorMessage="\${varfor}"/><message id="M" name="m"/><process id="p" isExecutable="true"><startEvent id="S"/>${inside}</process></definitions>`;
const flow = (from: string, to: string) => `<sequenceFlow sourceRef="${from}" targetRef="${to}"/>`;

async function one(inside: string, uri?: string) {
  const result = await load(wrap(inside, uri));
  if (!result.ok) assert.fail(result.error.map((fault) => `${fault.element} ${fault.code}`).join());
  const [first] = result.value;
  assert.ok(first);
  return first;
}

async function refused(inside: string) {
  const result = await load(wrap(inside));
  return result.ok ? [] : result.error.map((fault) => [fault.element, fault.code]);
}

test('Operaton’s and Camunda’s namespaces are one dialect, whatever the prefix', async () => {
  const task = `<userTask id="A" c:assignee="kermit" c:candidateGroups="a,b"/>${flow('S', 'A')}`;
  for (const uri of ['http://operaton.org/schema/1.0/bpmn', 'http://camunda.org/schema/1.0/bpmn']) {
    const effect = new Instance(await one(task, uri)).start().effects.at(-1);
    assert.ok(effect?.kind === 'task-open');
    assert.deepEqual([effect.assignee, effect.candidateGroups], ['kermit', ['a', 'b']]);
  }
});

test('EL becomes FEEL where it is lossless', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['\x24{input == 1}', '(input = 1)'],
    ['#{ a && !b || c gt 2 }', '((a and not(b)) or (c > 2))'],
    ["#{name == 'x\\'y'}", '(name = "x\'y")'],
    ['#{a.b[0] + 1}', '(a.b[1] + 1)'],
    ['#{empty a ? 1 : -2}', '(if (a = null or a = "" or a = []) then 1 else (-2))'],
    ['Hej #{name}!', '"Hej " + string(name) + "!"'],
    ['#{a % 2 eq 0}', '(modulo(a, 2) = 0)'],
    ['#{not done}', 'not(done)'],
  ];
  for (const [el, text] of cases) {
    const found = translate(el);
    assert.deepEqual([found.kind, found.text], ['feel', text], el);
  }
  assert.deepEqual(translate('bara text'), { kind: 'literal', text: 'bara text' });
});

test('execution.getVariable reads a variable that may be absent', async () => {
  const el = "#{execution.getVariable('atgard') == 'KOMPLETTERA'}";
  const variables = ['atgard'];
  assert.deepEqual(translate(el), { kind: 'feel', text: '(atgard = "KOMPLETTERA")', optional: variables, variables });
  const gateway = `<exclusiveGateway id="X" default="xb"/><userTask id="A"/><userTask id="B"/>${flow('S', 'X')}<sequenceFlow id="xb" sourceRef="X" targetRef="B"/>
    <sequenceFlow id="c" sourceRef="X" targetRef="A"><conditionExpression>${el}</conditionExpression></sequenceFlow>`;
  const m = await one(gateway);
  assert.deepEqual(new Instance(m).start().where(), ['B']);
  assert.deepEqual(new Instance(m).start({ atgard: 'KOMPLETTERA' }).where(), ['A']);
});

test('calls of Java are foreign code', async () => {
  for (const el of ['#{bean.run()}', '#{run(1)}', '#{a', '#{a ~ b}']) assert.equal(translate(el).kind, 'foreign', el);
  assert.deepEqual(await refused(`<serviceTask id="A" c:class="org.x.Y"/>${flow('S', 'A')}`), [['A', 'foreign-code']]);
});

test('listeners set variables by expression; those in Java are refused by name, never ignored', async () => {
  const listener = (attributes: string) =>
    `<userTask id="A"><extensionElements><c:executionListener event="start" ${attributes}/></extensionElements></userTask>${flow('S', 'A')}`;
  const set = listener('expression="#{execution.setVariable(&quot;fas&quot;, &quot;Beslut&quot;)}"');
  assert.deepEqual(new Instance(await one(set)).start().variables(), { fas: 'Beslut' });
  assert.deepEqual(await refused(listener('class="org.x.Y"')), [['A', 'foreign-code']]);
  assert.deepEqual(await refused(listener('expression="#{bean.run()}"')), [['A', 'foreign-code']]);
});

test('an asynchronous border waits for its continuation', async () => {
  const m = await one(
    `<userTask id="A" c:asyncBefore="true" c:asyncAfter="true"/><userTask id="B"/>${flow('S', 'A')}${flow('A', 'B')}`,
  );
  const instance = new Instance(m).start();
  assert.deepEqual(instance.kinds().at(-1), 'defer');
  instance.send({ kind: 'continue', token: instance.token('A') }).complete('A');
  assert.deepEqual(instance.visited(), ['S', 'A']);
  assert.deepEqual(instance.where(), ['A']);
  instance.send({ kind: 'continue', token: instance.token('A') });
  assert.deepEqual(instance.where(), ['B']);
});

test('an absent variable is an error, a null one is not', async () => {
  const gateway = `<exclusiveGateway id="X" default="xb"/><userTask id="A"/><userTask id="B"/>${flow('S', 'X')}<sequenceFlow id="xb" sourceRef="X" targetRef="B"/>
    <sequenceFlow id="c" sourceRef="X" targetRef="A"><conditionExpression>\${a == 1}</conditionExpression></sequenceFlow>`;
  const m = await one(gateway);
  assert.equal(new Instance(m).refused({ kind: 'start' }).code, 'expression');
  assert.deepEqual(new Instance(m).start({ a: null }).where(), ['B']);
});

test('an external task is a call by its topic; its result goes on besides its output parameters', async () => {
  const io =
    '<extensionElements><c:inputOutput><c:inputParameter name="i">v-#{a}</c:inputParameter><c:outputParameter name="o"><c:list><c:value>#{r}</c:value><c:value>x</c:value></c:list></c:outputParameter></c:inputOutput></extensionElements>';
  const instance = new Instance(
    await one(`<serviceTask id="A" c:type="external" c:topic="t">${io}</serviceTask>${flow('S', 'A')}`),
  );
  const effect = instance.start({ a: 'b' }).effects.at(-1);
  assert.ok(effect?.kind === 'call');
  assert.deepEqual([effect.type, effect.input], ['t', { i: 'v-b' }]);
  instance.complete('A', { r: 'svar' });
  assert.deepEqual(instance.variables(), { a: 'b', r: 'svar', o: ['svar', 'x'] });
});

test('a caught error sets the variables that the boundary event names', async () => {
  const boundary = `<boundaryEvent id="B" attachedToRef="U"><errorEventDefinition errorRef="E" c:errorCodeVariable="kod" c:errorMessageVariable="ord"/></boundaryEvent>`;
  const sub = `<subProcess id="U"><startEvent id="s"/><endEvent id="X"><errorEventDefinition errorRef="E"/></endEvent>${flow('s', 'X')}</subProcess>`;
  const m = await one(`${sub}${boundary}<userTask id="A"/>${flow('S', 'U')}${flow('B', 'A')}`);
  assert.deepEqual(new Instance(m).start({ varfor: 'stängt' }).variables(), {
    varfor: 'stängt',
    kod: 'e1',
    ord: 'stängt',
  });
});

test('references with a namespace prefix are resolved', async () => {
  const caught = `<intermediateCatchEvent id="C"><messageEventDefinition messageRef="tns:M"/></intermediateCatchEvent>`;
  const m = await one(`${caught}${flow('S', 'C')}<userTask id="A" c:assignee="a"/>${flow('C', 'A')}`);
  assert.equal(new Instance(m).start().state?.subscriptions[0]?.name, 'm');
});

test('a model with both vendors’ attributes is read as zeebe’s, with a warning', async () => {
  const zeebe = 'xmlns:z="http://camunda.org/schema/zeebe/1.0"';
  const both = wrap(
    `<userTask id="A" c:assignee="a"><extensionElements><z:userTask/></extensionElements></userTask>${flow('S', 'A')}`,
  );
  const result = await load(both.replace('<definitions', `<definitions ${zeebe}`));
  assert.ok(result.ok);
  assert.deepEqual(
    result.value[0]?.warnings.map((fault) => fault.code),
    ['mixed-dialects'],
  );
  assert.equal(result.value[0]?.dialect, 'zeebe');
});

test('what Camunda 7 alone reads is told with its element, of the process too', async () => {
  const task = `<userTask id="A" c:formKey="own"><extensionElements><c:formData><c:formField id="f"/></c:formData></extensionElements></userTask>${flow('S', 'A')}`;
  const result = await load(wrap(task).replace('<process id="p"', '<process id="p" c:candidateStarterUsers="kermit"'));
  assert.ok(result.ok);
  const warned = result.value[0]?.warnings.map(
    ({ element, severity, message }) => `${element} ${severity} ${message.en}`,
  );
  assert.deepEqual(warned, [
    'A warning camunda:FormData is not read and has no effect.',
    'p warning camunda:candidateStarterUsers is not read and has no effect.',
  ]);
});

test('a form handler in Java and a condition in a file of its own are refused by name', async () => {
  const task = '<userTask id="A" c:formHandlerClass="x.Y"/>';
  const refused = async (elements: string) => {
    const result = await load(wrap(elements));
    return !result.ok && result.error.map(({ element, code }) => [element, code]);
  };
  assert.deepEqual(await refused(`${task}${flow('S', 'A')}`), [['A', 'foreign-code']]);
  const outside =
    '<conditionExpression xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="tFormalExpression" language="groovy" c:resource="x.groovy"/>';
  const untyped = '<conditionExpression language="groovy"/>';
  const way = `<userTask id="A"/><sequenceFlow id="way" sourceRef="S" targetRef="A">${outside}</sequenceFlow>`;
  assert.deepEqual(await refused(way), [['way', 'foreign-code']]);
  assert.deepEqual(
    await refused(way.replace(outside, untyped)),
    [['way', 'unknown-attribute']],
    'what has no id is told by what it is in',
  );
});

test('a listener of the process in Java is refused by name', async () => {
  const java = '<extensionElements><c:executionListener event="end" class="x.Y"/></extensionElements>';
  const result = await load(wrap('').replace('<startEvent', `${java}<startEvent`));
  assert.deepEqual(!result.ok && result.error.map(({ element, code }) => [element, code]), [['p', 'foreign-code']]);
});
