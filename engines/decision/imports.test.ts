import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FeelContext, fromJson, type Json, toJson } from '@torget/feel';
import { evaluate, load, withImports } from './index.ts';
import { decisionXml, definitions, inputXml, literalXml } from './testing.ts';

/** Models that import models (DMN 1.5, 6.3.3): by namespace, under the import's name, one inside the other. */

function file(name: string, body: string) {
  return { file: `${name}.dmn`, xml: definitions(body).replaceAll('urn:modell', `urn:${name}`) };
}

function imports(name: string, as = name): string {
  return `<import name="${as}" namespace="urn:${name}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`;
}

function needs(kind: 'Input' | 'Decision', href: string): string {
  return `<informationRequirement><required${kind} href="${href}"/></informationRequirement>`;
}

const PERSON =
  '<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent></itemDefinition>';
const INNER = file(
  'inner',
  `${PERSON}${inputXml('who', 'tPerson')}${decisionXml('hello', literalXml('"Hej " + who.name'), ['who'])}`,
);
const MIDDLE = file(
  'middle',
  `${imports('inner')}<decision id="twice" name="twice">${needs('Decision', 'urn:inner#hello')}${literalXml('inner.hello + " " + inner.hello')}</decision>
   <decision id="hello" name="hello">${literalXml('"another"')}</decision>`,
);
const OUTER = file(
  'outer',
  `${imports('middle')}<decision id="D" name="D">${needs('Decision', 'urn:middle#twice')}${literalXml('middle.twice + "!"')}</decision>`,
);

function answer(files: readonly { file: string; xml: string }[], name: string, input: Json, given: Json = {}): Json {
  const model = load(files);
  assert.ok(model.ok, JSON.stringify(model.ok || model.error));
  const options = { instant: '', given: fromJson(given) as FeelContext };
  return toJson(evaluate(model.value, name, fromJson(input) as FeelContext, options).value);
}

test('the input of a model within a model is reached, however it is given', () => {
  const files = [OUTER, MIDDLE, INNER];
  const who = { name: 'Ada' };
  for (const input of [
    { who },
    { 'urn:inner#who': who },
    { 'inner.who': who },
    { inner: { who } },
    { middle: { inner: { who } } },
  ]) {
    assert.equal(answer(files, 'D', input), 'Hej Ada Hej Ada!', JSON.stringify(input));
  }
});

test('the input of an import is looked for under four names and no deeper', () => {
  const under = (names: number): Json =>
    Array.from({ length: names }).reduce<Json>((inner, _, at) => ({ [`n${at}`]: inner }), {
      inner: { who: { name: 'Ada' } },
    });
  assert.equal(answer([MIDDLE, INNER], 'twice', under(4)), 'Hej Ada Hej Ada');
  assert.equal(answer([MIDDLE, INNER], 'twice', under(5)), null);
});

test('a value given for a decision of an import stands in for that one, not for another of its name', () => {
  const files = [MIDDLE, INNER];
  assert.equal(answer(files, 'twice', { who: { name: 'Ada' } }, { 'inner.hello': 'x' }), 'x x');
  assert.equal(answer(files, 'twice', { who: { name: 'Ada' } }, { hello: 'x' }), 'Hej Ada Hej Ada');
  assert.equal(answer(files, 'hello', {}, { hello: 'x' }), 'x');
  assert.equal(answer(files, 'inner.hello', { who: { name: 'Bo' } }), 'Hej Bo');
});

test('types of an import are named under it, business knowledge is called under it', () => {
  const inner = file(
    'inner',
    `${PERSON}<businessKnowledgeModel id="f" name="greet"><encapsulatedLogic><formalParameter name="p" typeRef="tPerson"/>${literalXml('"Hej " + p.name')}</encapsulatedLogic></businessKnowledgeModel>`,
  );
  const outer = file(
    'outer',
    `${imports('inner')}${inputXml('x', 'inner.tPerson')}<decision id="D" name="D">${needs('Input', '#x')}
     <knowledgeRequirement><requiredKnowledge href="urn:inner#f"/></knowledgeRequirement>${literalXml('inner.greet(x)')}</decision>`,
  );
  assert.equal(answer([outer, inner], 'D', { x: { name: 'Bo' } }), 'Hej Bo');
  assert.equal(answer([outer, inner], 'D', { x: { name: 5 } }), null);
});

test('an import without a name merges its names and types', () => {
  const outer = file(
    'outer',
    `${imports('inner', '')}${inputXml('y', 'tPerson')}<decision id="D" name="D">${needs('Decision', 'urn:inner#hello')}${needs('Input', '#y')}${literalXml('hello + " och " + y.name')}</decision>`,
  );
  assert.equal(answer([outer, INNER], 'D', { who: { name: 'Ada' }, y: { name: 'Bo' } }), 'Hej Ada och Bo');
});

test('a service of an import keeps its own names', () => {
  const inner = file(
    'inner',
    `${inputXml('n', 'number')}${decisionXml('double', literalXml('n * 2'), ['n'])}
     <decisionService id="s" name="twice"><outputDecision href="#double"/><inputData href="#n"/></decisionService>`,
  );
  const outer = file(
    'outer',
    `${imports('inner', 'in ner')}<decision id="D" name="D"><knowledgeRequirement><requiredKnowledge href="urn:inner#s"/></knowledgeRequirement>${literalXml('in ner.twice(21)')}</decision>`,
  );
  assert.equal(answer([outer, inner], 'D', {}), 42);
});

test('an import that is not there is refused with its place', () => {
  const model = load([MIDDLE]);
  assert.ok(!model.ok);
  assert.deepEqual(model.error.map(({ code, file: at, line }) => [code, at, line]).slice(0, 1), [
    ['unknown-import', 'middle.dmn', 1],
  ]);
});

test('only the files that are imported are loaded, whatever lies beside them', () => {
  const broken = { file: 'broken.dmn', xml: '<definitions' };
  const other = file('outer', decisionXml('D', literalXml('1')));
  const chosen = withImports(OUTER, [broken, INNER, other, MIDDLE]).map((one) => one.file);
  assert.deepEqual(chosen, ['outer.dmn', 'middle.dmn', 'inner.dmn']);
});

test('models that import each other are loaded', () => {
  const a = file(
    'a',
    `${imports('b')}${decisionXml('x', literalXml('1'))}<decision id="D" name="D">${needs('Decision', 'urn:b#y')}${literalXml('b.y + 1')}</decision>`,
  );
  const b = file(
    'b',
    `${imports('a')}<decision id="y" name="y">${needs('Decision', 'urn:a#x')}${literalXml('a.x * 10')}</decision>`,
  );
  assert.equal(answer([a, b], 'D', {}), 11);
});
