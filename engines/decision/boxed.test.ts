import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeelContext } from '@torget/feel';
import { fromJson, toJson } from '@torget/feel';
import { evaluate, load } from './index.ts';
import { answer, decide, decisionXml, definitions, inputXml, literalXml, modelOf } from './testing.ts';

const OPTIONS = { instant: '2026-02-03T08:00:00+01:00' };

function logic(body: string, input: { readonly [name: string]: number | readonly number[] } = { x: 2 }) {
  const inputs = Object.keys(input);
  const model = modelOf(definitions(inputs.map((name) => inputXml(name)).join('') + decisionXml('D', body, inputs)));
  return answer(model, 'D', input);
}

function entry(name: string, body: string): string {
  return `<contextEntry>${name === '' ? '' : `<variable name="${name}"/>`}${body}</contextEntry>`;
}

test('a boxed context sees its earlier entries; a nameless last entry is its value', () => {
  const two = entry('a', literalXml('x + 1')) + entry('b', literalXml('a * 2'));
  assert.deepEqual(logic(`<context>${two}</context>`), { a: 3, b: 6 });
  assert.equal(logic(`<context>${two}${entry('', literalXml('b - a'))}</context>`), 3);
});

test('lists, relations and conditionals are values', () => {
  assert.deepEqual(logic(`<list>${literalXml('x')}${literalXml('x + 1')}</list>`), [2, 3]);
  const relation = `<relation><column name="a"/><column name="b"/><row>${literalXml('1')}${literalXml('x')}</row></relation>`;
  assert.deepEqual(logic(relation), [{ a: 1, b: 2 }]);
  const conditional = `<conditional><if>${literalXml('x > 1')}</if><then>${literalXml('"ja"')}</then><else>${literalXml('"nej"')}</else></conditional>`;
  assert.equal(logic(conditional), 'ja');
});

test('boxed loops mean what the loops of FEEL mean', () => {
  const list = { xs: [1, 2, 3] };
  const source = `<in>${literalXml('xs')}</in>`;
  assert.deepEqual(
    logic(`<for iteratorVariable="i">${source}<return>${literalXml('i * 2')}</return></for>`, list),
    [2, 4, 6],
  );
  assert.deepEqual(logic(`<filter>${source}<match>${literalXml('item > 1')}</match></filter>`, list), [2, 3]);
  assert.equal(
    logic(`<some iteratorVariable="i">${source}<satisfies>${literalXml('i > 2')}</satisfies></some>`, list),
    true,
  );
  assert.equal(
    logic(`<every iteratorVariable="i">${source}<satisfies>${literalXml('i > 2')}</satisfies></every>`, list),
    false,
  );
});

const DOUBLE = `<businessKnowledgeModel id="double" name="double"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${literalXml('n * 2')}</encapsulatedLogic></businessKnowledgeModel>`;
const KNOWS = '<knowledgeRequirement><requiredKnowledge href="#double"/></knowledgeRequirement>';

test('an invocation binds by the parameters’ names; an unknown one calls nothing', () => {
  const call = (parameter: string) =>
    `<invocation>${literalXml('double')}<binding><parameter name="${parameter}"/>${literalXml('21')}</binding></invocation>`;
  const model = (parameter: string) =>
    modelOf(definitions(`${DOUBLE}<decision id="D" name="D">${KNOWS}${call(parameter)}</decision>`));
  assert.equal(answer(model('n'), 'D', {}), 42);
  assert.equal(answer(model('m'), 'D', {}), null);
});

test('an argument of the wrong type calls nothing', () => {
  const model = modelOf(
    definitions(`${DOUBLE}<decision id="D" name="D">${KNOWS}${literalXml('double("x")')}</decision>`),
  );
  const { value, warnings } = decide(model, 'D', {});
  assert.equal(value, null);
  assert.deepEqual(
    warnings.map(({ code, element }) => [code, element]),
    [['argument', 'D']],
  );
});

const SERVICE = definitions(
  inputXml('a', 'number') +
    decisionXml('b', literalXml('a + 1'), ['a']) +
    decisionXml('c', literalXml('b * 10'), ['!b']) +
    '<decisionService id="s" name="s"><outputDecision href="#c"/><inputDecision href="#b"/></decisionService>' +
    `<decision id="D" name="D"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>${literalXml('s(7)')}</decision>`,
);

test('a decision service answers from what it is given, and keeps it to itself', () => {
  assert.equal(answer(modelOf(SERVICE), 'D', {}), 70);
  assert.equal(answer(modelOf(SERVICE), 'c', { a: 1 }), 20);
});

test('a given value stands in for a decision', () => {
  const { value, trace } = evaluate(
    modelOf(SERVICE),
    'c',
    {},
    { ...OPTIONS, given: fromJson({ b: 5 }) as FeelContext },
  );
  assert.equal(toJson(value), 50);
  assert.deepEqual(
    trace.map(({ id }) => id),
    ['c'],
  );
});

test('an imported model is called under the name of its import', () => {
  const inner = definitions(inputXml('a', 'number') + decisionXml('b', literalXml('a + 1'), ['a'])).replace(
    'urn:modell',
    'urn:inre',
  );
  const outer = definitions(
    '<import name="inre" namespace="urn:inre" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>' +
      `<decision id="D" name="D"><informationRequirement><requiredDecision href="urn:inre#b"/></informationRequirement>${literalXml('inre.b * 2')}</decision>`,
  );
  const loaded = load([
    { file: 'outer.dmn', xml: outer },
    { file: 'inner.dmn', xml: inner },
  ]);
  assert.ok(loaded.ok);
  assert.equal(answer(loaded.value, 'D', { a: 1 }), 4);
  assert.equal(answer(loaded.value, 'D', { inre: { a: 2 } }), 6);
});

test('a required table is known by its output columns too, as models for Camunda 7 expect', () => {
  const table =
    '<decisionTable><output name="grupp"/><rule><outputEntry><text>"vuxen"</text></outputEntry></rule></decisionTable>';
  const model = modelOf(
    definitions(decisionXml('Alder', table) + decisionXml('D', literalXml('grupp + "!"'), ['!Alder'])),
  );
  assert.equal(answer(model, 'D', {}), 'vuxen!');
});
