import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate, load } from './index.ts';
import {
  answer,
  decide,
  decisionXml,
  definitions,
  faultsOf,
  inputXml,
  literalXml,
  modelOf,
  tableXml,
} from './testing.ts';

const NAMESPACES = [
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
];

test('models of DMN 1.1 to 1.5 are read, whatever their prefix', () => {
  for (const namespace of NAMESPACES) {
    const plain = definitions(inputXml('a') + decisionXml('b', literalXml('a + 1'), ['a']), namespace);
    assert.equal(answer(modelOf(plain), 'b', { a: 1 }), 2);
    const prefixed = plain.replace(/<(\/?)(\w)/g, '<$1semantic:$2').replace('xmlns=', 'xmlns:semantic=');
    assert.equal(answer(modelOf(prefixed), 'b', { a: 1 }), 2);
  }
});

test('a file that is no DMN is refused with its root named', () => {
  assert.equal(faultsOf('<bpmn:definitions xmlns:bpmn="urn:x"/>')[0]?.code, 'not-dmn');
  assert.equal(faultsOf('<definitions')[0]?.code, 'xml');
  assert.equal(faultsOf('')[0]?.code, 'xml');
  assert.equal(load([]).ok, false);
});

test('an expression that cannot be read is a fault at its line and column', () => {
  const xml = definitions(
    `\n  <decision id="b" name="b">\n    <literalExpression id="l"><text>1 000</text></literalExpression></decision>`,
  );
  const [fault] = faultsOf(xml);
  assert.deepEqual(
    [fault?.file, fault?.line, fault?.column, fault?.element, fault?.code],
    ['decisions.dmn', 3, 39, 'l', 'number-with-spaces'],
  );
});

test('a name that the decision does not require is unknown to it', () => {
  const xml = definitions(inputXml('a') + inputXml('c') + decisionXml('b', literalXml('a + c'), ['a']));
  const [fault] = faultsOf(xml);
  assert.equal(fault?.code, 'unknown-name');
  assert.match(fault?.message.sv ?? '', /»c«/);
});

test('a cell of a table is checked like any expression, under its rule', () => {
  const xml = definitions(
    inputXml('a') + decisionXml('b', tableXml({ inputs: ['a'], outputs: ['u'], rules: [['> grans', '"x"']] }), ['a']),
  );
  const [fault] = faultsOf(xml);
  assert.deepEqual([fault?.code, fault?.element], ['unknown-name', 'r1']);
});

test('decisions that require each other are refused', () => {
  const xml = definitions(decisionXml('a', literalXml('1'), ['!b']) + decisionXml('b', literalXml('1'), ['!a']));
  assert.ok(faultsOf(xml).some(({ code }) => code === 'cycle'));
});

test('references and types that do not exist are refused', () => {
  assert.equal(faultsOf(definitions(decisionXml('a', literalXml('1'), ['borta'])))[0]?.code, 'unknown-reference');
  assert.equal(faultsOf(definitions(inputXml('a', 'tBorta')))[0]?.code, 'unknown-type');
  const cyclic =
    '<itemDefinition name="t"><itemComponent name="a"><typeRef>t</typeRef></itemComponent></itemDefinition>';
  assert.ok(faultsOf(definitions(cyclic + inputXml('a', 't'))).some(({ code }) => code === 'cyclic-type'));
});

test('an input that is not of its declared type is null and says so', () => {
  const model = modelOf(definitions(inputXml('a', 'number') + decisionXml('b', literalXml('a'), ['a'])));
  const { value, warnings } = decide(model, 'b', { a: 'x' });
  assert.equal(value, null);
  assert.deepEqual(
    warnings.map(({ code, element }) => [code, element]),
    [['input-type', 'a']],
  );
});

test('the warning of a wrong input says which part is wrong', () => {
  const item =
    '<itemDefinition name="t"><itemComponent name="rader" isCollection="true"><itemComponent name="belopp"><typeRef>number</typeRef></itemComponent></itemComponent></itemDefinition>';
  const model = modelOf(definitions(item + inputXml('x', 't') + decisionXml('d', literalXml('x'), ['x'])));
  const { warnings } = decide(model, 'd', { x: { rader: [{ belopp: 1 }, { belopp: 'ett' }] } });
  assert.equal(warnings[0]?.message, 'input "x": .rader[2].belopp is string, not number');
});

test('allowed values bind the input', () => {
  const item =
    '<itemDefinition name="t"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>';
  const model = modelOf(definitions(item + inputXml('x', 't') + decisionXml('d', literalXml('x'), ['x'])));
  assert.equal(answer(model, 'd', { x: 'a' }), 'a');
  assert.equal(answer(model, 'd', { x: 'c' }), null);
});

test('endless recursion of business knowledge ends with null and a warning', () => {
  const bkm = `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="n"/>${literalXml('f(n + 1)')}</encapsulatedLogic></businessKnowledgeModel>`;
  const decision = `<decision id="D" name="D"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>${literalXml('f(1)')}</decision>`;
  const { value, warnings } = decide(modelOf(definitions(bkm + decision)), 'D', {});
  assert.equal(value, null);
  assert.ok(warnings.some(({ code }) => code === 'limit'));
});

test('an unknown decision is null and a warning', () => {
  const { value, warnings } = decide(modelOf(definitions('')), 'borta', {});
  assert.equal(value, null);
  assert.equal(warnings[0]?.code, 'unknown-decision');
});

test('DMN 1.1 writes types as names with a prefix, also in elements', () => {
  const item =
    '<itemDefinition name="tAge"><typeRef>feel:number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>';
  const xml = definitions(
    item +
      inputXml('age', 'tns:tAge') +
      inputXml('name', 'feel:string') +
      decisionXml('D', literalXml('age + 1'), ['age']),
    NAMESPACES[0],
  );
  assert.equal(answer(modelOf(xml), 'D', { age: 41 }), 42);
  assert.equal(answer(modelOf(xml), 'D', { age: 151 }), null);
});

test('a file of a tool that knows no input data reads what it names, with a warning', () => {
  const table = tableXml({ inputs: ['season'], outputs: ['dish'], rules: [['"Winter"', '"Stew"']] });
  const xml = definitions(decisionXml('Dish', table, []));
  const vendor = xml.replace('<definitions ', '<definitions xmlns:camunda="http://camunda.org/schema/1.0/dmn" ');
  const loaded = load([{ file: 'dish.dmn', xml: vendor }]);
  assert.ok(loaded.ok, JSON.stringify(loaded));
  assert.deepEqual(loaded.value.inputs, ['season']);
  assert.deepEqual(
    loaded.value.warnings.map(({ code, severity }) => [code, severity]),
    [['implied-input', 'warning']],
  );
  const { value } = evaluate(loaded.value, 'Dish', { season: 'Winter' }, { instant: '2026-02-03T08:00:00Z' });
  assert.equal(value, 'Stew');
  const strict = load([{ file: 'dish.dmn', xml }]);
  assert.ok(!strict.ok && strict.error.some(({ code }) => code === 'unknown-name'));
});
