import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decisionXml, definitions, inputXml, literalXml } from '../testing.ts';
import { judge } from './judge.ts';

/** The runner itself, on cases made to pass and to fail: what it lets through nobody else looks at. */

const MODEL = {
  file: 'm.dmn',
  xml: definitions(
    inputXml('a', 'number') +
      decisionXml('third', literalXml('a / 3'), ['a']) +
      decisionXml('pair', literalXml('{ a: a, b: [third, null] }'), ['a', '!third']) +
      '<decisionService id="s" name="s"><outputDecision href="#third"/><outputDecision href="#pair"/><inputData href="#a"/></decisionService>' +
      `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="x" typeRef="number"/>${literalXml('x * 2')}</encapsulatedLogic></businessKnowledgeModel>`,
  ),
};

const number = (text: string) => `<value xsi:type="xsd:decimal">${text}</value>`;
const NIL = '<value xsi:nil="true"/>';

function suite(results: string, attributes = '', input = 'a', value = number('1')): string {
  return `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <modelName>m.dmn</modelName><!-- <testCase id="no"/> --><testCase id="001" ${attributes}><inputNode name="${input}">${value}</inputNode>${results}</testCase></testCases>`;
}

function result(name: string, expected: string, attributes = ''): string {
  return `<resultNode name="${name}" ${attributes}><expected>${expected}</expected></resultNode>`;
}

function seen(xml: string) {
  const [outcome, ...more] = judge('level/group', [MODEL], [{ file: 'm-test-01.xml', xml }]);
  assert.equal(more.length, 0);
  assert.ok(outcome !== undefined);
  return { passed: outcome.passed, strict: outcome.strict, positive: outcome.positive, message: outcome.message };
}

test('numbers within 0.00000001 pass; the strict rule wants each digit as written', () => {
  assert.deepEqual(seen(suite(result('third', number('0.333333333')))), {
    passed: true,
    strict: true,
    positive: true,
    message: '',
  });
  const loose = seen(suite(result('third', number('0.333333339'))));
  assert.deepEqual([loose.passed, loose.strict], [true, false]);
  assert.equal(seen(suite(result('third', number('0.33333334334')))).passed, false);
});

test('null equals null only, and a text is no number', () => {
  assert.equal(seen(suite(result('third', NIL))).passed, false);
  assert.equal(seen(suite(result('third', '<value xsi:type="xsd:string">0.333333333</value>'))).passed, false);
  const wrong = seen(suite(result('third', number('1')), '', 'a', '<value xsi:type="xsd:string">x</value>'));
  assert.match(wrong.message, /^third: expected 1, got null \[input-type: /);
});

test('lists and contexts are compared part by part, all results of a case count', () => {
  const pair = (second: string) =>
    `<component name="b"><list><item>${number('0.333333333')}</item><item>${second}</item></list></component><component name="a">${number('1')}</component>`;
  assert.equal(seen(suite(result('pair', pair(NIL)))).passed, true);
  assert.equal(seen(suite(result('pair', pair(number('0'))))).passed, false);
  assert.equal(seen(suite(result('third', number('0.333333333')) + result('pair', NIL))).passed, false);
});

test('an expected error passes by null; the strict rule wants to be told why', () => {
  const error = 'errorResult="true"';
  assert.equal(seen(suite(result('third', NIL, error))).passed, false);
  const text = '<value xsi:type="xsd:string">x</value>';
  const told = seen(suite(result('third', NIL, error), '', 'a', text));
  assert.deepEqual([told.passed, told.strict, told.positive], [true, true, false]);
  const silent = seen(suite(result('third', NIL, error), '', 'third', NIL));
  assert.deepEqual([silent.passed, silent.strict], [true, false]);
});

test('services are called, their outputs told apart; business knowledge too; a decision’s given value stands', () => {
  const both =
    result('third', number('0.333333333')) + result('pair', `<component name="a">${number('1')}</component>`);
  const service = seen(suite(both, 'type="decisionService" invocableName="s"'));
  assert.match(service.message, /^pair: expected \{a: 1\}, got \{a: 1, b: \[0\.33/);
  assert.equal(seen(suite(result('f', number('14')), 'type="bkm" invocableName="f"', 'x', number('7'))).passed, true);
  const given = `<component name="a">${NIL}</component><component name="b"><list><item>${number('5')}</item><item>${NIL}</item></list></component>`;
  assert.equal(seen(suite(result('pair', given), '', 'third', number('5'))).passed, true);
});

test('a model that is missing or broken fails its cases, other XML has none', () => {
  const [missing] = judge('x', [], [{ file: 't.xml', xml: suite(result('third', NIL)) }]);
  assert.equal(missing?.passed, false);
  const broken = [{ file: 'm.dmn', xml: '<definitions' }];
  assert.equal(judge('x', broken, [{ file: 't.xml', xml: suite(result('third', NIL)) }])[0]?.passed, false);
  assert.deepEqual(judge('x', [MODEL], [{ file: 't.xml', xml: '<other/>' }]), []);
});
