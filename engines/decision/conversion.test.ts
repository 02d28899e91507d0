import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import { load } from './index.ts';
import { answer, decide, definitions, escaped, inputXml, literalXml } from './testing.ts';
import type { DecisionModel } from './types.ts';

/**
 * Every place where a declared type is enforced (DMN 1.5, 10.3.2.9.4): conversion to a singleton list, from one, from a
 * date to a date and time; what does not conform even then is null with a warning.
 */
const PLACES: { readonly [name: string]: (type: string, expression: string) => string } = {
  'input data': (type, expression) =>
    `${decision('given', expression)}${service('s', inputXml('x', type), `${need('Input', 'x')}${literalXml('x')}`)}${decision('D', 's(given)', [need('Decision', 'given'), know('s')])}`,
  'the result of a decision': (type, expression) => decision('D', expression, [], type),
  'a parameter of a business knowledge model': (type, expression) =>
    `${knowledge('f', `<formalParameter name="a" typeRef="${type}"/>${literalXml('a')}`)}${decision('D', `f(${expression})`, [know('f')])}`,
  'the result of a business knowledge model': (type, expression) =>
    `${knowledge('f', literalXml(expression), type)}${decision('D', 'f()', [know('f')])}`,
  'a parameter of a boxed function': (type, expression) =>
    boxed(
      `<context><contextEntry><variable name="f"/><functionDefinition><formalParameter name="a" typeRef="${type}"/>${literalXml('a')}</functionDefinition></contextEntry><contextEntry>${literalXml(`f(${expression})`)}</contextEntry></context>`,
    ),
  'a parameter of a FEEL function': (type, expression) => decision('D', `(function(a: ${type}) a)(${expression})`),
  'a binding of an invocation': (type, expression) =>
    `${knowledge('f', `<formalParameter name="a" typeRef="${type}"/>${literalXml('a')}`)}${boxed(
      `<invocation>${literalXml('f')}<binding><parameter name="a"/>${literalXml(expression)}</binding></invocation>`,
      know('f'),
    )}`,
  'the result of an invocation': (type, expression) =>
    `${knowledge('f', literalXml(expression))}${boxed(`<invocation typeRef="${type}">${literalXml('f')}</invocation>`, know('f'))}`,
  'a literal expression': (type, expression) =>
    boxed(`<literalExpression typeRef="${type}"><text>${escaped(expression)}</text></literalExpression>`),
  'an entry of a context': (type, expression) =>
    boxed(
      `<context><contextEntry><variable name="a" typeRef="${type}"/>${literalXml(expression)}</contextEntry><contextEntry>${literalXml('a')}</contextEntry></context>`,
    ),
  'the output of a decision service': (type, expression) =>
    `${decision('out', expression)}<decisionService id="s" name="s"><variable name="s" typeRef="${type}"/><outputDecision href="#out"/></decisionService>${decision('D', 's()', [know('s')])}`,
  'an input decision of a service': (type, expression) =>
    `${decision('in', '0', [], type)}${service('s', '', `${need('Decision', 'in')}${literalXml('in')}`, '<inputDecision href="#in"/>')}${decision('D', `s(${expression})`, [know('s')])}`,
  'the cells of an output column': (type, expression) =>
    boxed(
      `<decisionTable><output name="u" typeRef="${type}"/><rule><outputEntry><text>${escaped(expression)}</text></outputEntry></rule></decisionTable>`,
    ),
};

function need(kind: 'Input' | 'Decision', name: string): string {
  return `<informationRequirement><required${kind} href="#${name}"/></informationRequirement>`;
}

function know(name: string): string {
  return `<knowledgeRequirement><requiredKnowledge href="#${name}"/></knowledgeRequirement>`;
}

function decision(name: string, expression: string, requires: readonly string[] = [], type = 'Any'): string {
  return `<decision id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/>${requires.join('')}${literalXml(expression)}</decision>`;
}

function boxed(logic: string, requires = ''): string {
  return `<decision id="D" name="D"><variable name="D"/>${requires}${logic}</decision>`;
}

function knowledge(name: string, logic: string, type = 'Any'): string {
  return `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/><encapsulatedLogic>${logic}</encapsulatedLogic></businessKnowledgeModel>`;
}

function service(name: string, inputs: string, logic: string, links = '<inputData href="#x"/>'): string {
  return `${inputs}<decision id="o${name}" name="o${name}"><variable name="o${name}"/>${logic}</decision><decisionService id="${name}" name="${name}"><variable name="${name}"/><outputDecision href="#o${name}"/>${links}</decisionService>`;
}

/** A model whose clashes of types are kept: what is refused at load must be right at evaluation all the same. */
function kept(xml: string): DecisionModel {
  const loaded = load([{ file: 'decisions.dmn', xml }], { faults: 'keep' });
  assert.ok(loaded.ok);
  return loaded.value;
}

const LISTS =
  '<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition><itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent></itemDefinition>';

const ROWS: readonly (readonly [type: string, expression: string, expected: Json])[] = [
  ['number', '1', 1],
  ['number', 'null', null],
  ['tNumbers', '5', [5]],
  ['tNumbers', '[1, 2]', [1, 2]],
  ['number', '[7]', 7],
  ['string', '["a"]', 'a'],
  ['date and time', '@"2026-02-03"', '2026-02-03T00:00:00Z'],
  ['tPerson', '{ name: "Ada", age: 36 }', { name: 'Ada', age: 36 }],
  ['Any', '[1]', [1]],
];

const REFUSED: readonly (readonly [type: string, expression: string])[] = [
  ['number', '"1"'],
  ['number', '[1, 2]'],
  ['number', '[]'],
  ['string', '1'],
  ['boolean', '"true"'],
  ['tNumbers', '["a"]'],
  ['tPerson', '{ age: 36 }'],
  ['tPerson', '{ name: 1 }'],
  ['date', '@"2026-02-03T10:00:00"'],
  ['days and time duration', '@"P1Y"'],
];

for (const [place, model] of Object.entries(PLACES)) {
  test(`${place} converts what can be converted`, () => {
    for (const [type, expression, expected] of ROWS) {
      assert.deepEqual(
        answer(kept(definitions(LISTS + model(type, expression))), 'D', {}),
        expected,
        `${type} ← ${expression}`,
      );
    }
  });

  test(`${place} refuses what cannot, with null and a warning`, () => {
    for (const [type, expression] of REFUSED) {
      const { value, warnings } = decide(kept(definitions(LISTS + model(type, expression))), 'D', {});
      assert.equal(value, null, `${type} ← ${expression}`);
      assert.ok(warnings.length > 0, `${type} ← ${expression}`);
    }
  });
}
