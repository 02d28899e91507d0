import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@torget/feel';
import {
  answer,
  decide,
  decisionXml,
  definitions,
  escaped,
  inputXml,
  literalXml,
  modelOf,
  tableXml,
} from './testing.ts';

/** What item definitions demand beyond a FEEL type (DMN 1.5, 7.3.3): allowedValues, typeConstraint, functionItem. */

const values = (name: string, text: string) => `<${name}><text>${escaped(text)}</text></${name}>`;

const ITEMS = [
  `<itemDefinition name="tGrade"><typeRef>string</typeRef>${values('allowedValues', '"A", "B", "C"')}</itemDefinition>`,
  `<itemDefinition name="tTop"><typeRef>tGrade</typeRef>${values('allowedValues', 'not("C")')}</itemDefinition>`,
  `<itemDefinition name="tShare"><typeRef>number</typeRef>${values('allowedValues', '[0..100]')}</itemDefinition>`,
  `<itemDefinition name="tWord"><typeRef>string</typeRef>${values('allowedValues', 'string length(?) = 3')}</itemDefinition>`,
  `<itemDefinition name="tGrades" isCollection="true"><typeRef>string</typeRef>${values('allowedValues', '"A", "B"')}</itemDefinition>`,
  `<itemDefinition name="tPair" isCollection="true"><typeRef>number</typeRef>${values('allowedValues', '> 0')}${values('typeConstraint', 'count(?) = 2')}</itemDefinition>`,
  `<itemDefinition name="tPupil"><itemComponent name="name"><typeRef>string</typeRef></itemComponent><itemComponent name="grade"><typeRef>tGrade</typeRef></itemComponent></itemDefinition>`,
  `<itemDefinition name="tClass" isCollection="true"><typeRef>tPupil</typeRef></itemDefinition>`,
  `<itemDefinition name="tMatrix" isCollection="true"><typeRef>tPair</typeRef></itemDefinition>`,
  `<itemDefinition name="tOp"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem></itemDefinition>`,
].join('');

const ROWS: readonly (readonly [type: string, good: readonly Json[], bad: readonly Json[]])[] = [
  ['tGrade', ['A', 'C', null], ['D', 1, ['A', 'B']]],
  ['tTop', ['A'], ['C', 'D']],
  ['tShare', [0, 100], [-1, 100.1, '5']],
  ['tWord', ['abc'], ['ab', 5]],
  ['tGrades', [['A'], ['A', 'B'], []], [['A', 'C'], ['C']]],
  ['tPair', [[1, 2]], [[1], [1, 2, 3], [1, 0], 5]],
  ['tPupil', [{ name: 'Bo', grade: 'A' }], [{ name: 'Bo', grade: 'D' }, { name: 'Bo' }]],
  ['tClass', [[{ name: 'Bo', grade: 'A' }]], [[{ name: 'Bo', grade: 'D' }]]],
  [
    'tMatrix',
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [[[1, 2], [3]]],
  ],
];

function model(type: string) {
  const knowledge = `<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="a" typeRef="${type}"/>${literalXml('a')}</encapsulatedLogic></businessKnowledgeModel>`;
  const call = `<decision id="called" name="called"><informationRequirement><requiredInput href="#free"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>${literalXml('f(free)')}</decision>`;
  const result = `<decision id="made" name="made"><variable name="made" typeRef="${type}"/><informationRequirement><requiredInput href="#free"/></informationRequirement>${literalXml('free')}</decision>`;
  return modelOf(
    definitions(
      ITEMS +
        inputXml('x', type) +
        inputXml('free') +
        decisionXml('D', literalXml('x'), ['x']) +
        knowledge +
        call +
        result,
    ),
  );
}

test('a value within its type’s constraints passes, one outside is null and says so', () => {
  for (const [type, good, bad] of ROWS) {
    for (const value of good) {
      for (const [decision, name] of [
        ['D', 'x'],
        ['called', 'free'],
        ['made', 'free'],
      ] as const)
        assert.deepEqual(answer(model(type), decision, { [name]: value }), value, `${type} ${decision}`);
    }
    for (const value of bad) {
      for (const [decision, name] of [
        ['D', 'x'],
        ['called', 'free'],
        ['made', 'free'],
      ] as const) {
        const result = decide(model(type), decision, { [name]: value });
        assert.equal(result.value, null, `${type} ${decision} ${JSON.stringify(value)}`);
        assert.ok(result.warnings.length > 0, `${type} ${decision} ${JSON.stringify(value)}`);
      }
    }
  }
});

test('a function conforms to a function type by its parameters and its result', () => {
  const made = (expression: string) =>
    modelOf(
      definitions(
        `${ITEMS}<decision id="f" name="f"><variable name="f" typeRef="tOp"/>${literalXml(expression)}</decision>${decisionXml('D', literalXml('f(2)'), ['!f'])}`,
      ),
    );
  assert.equal(answer(made('function(a: number) a * 2'), 'D', {}), 4);
  assert.equal(answer(made('function(a: string) 1'), 'D', {}), null);
  assert.equal(answer(made('function(a: number, b: number) 1'), 'D', {}), null);
  assert.equal(answer(made('function(a: number) "x"'), 'D', {}), null);
  assert.equal(answer(made('5'), 'D', {}), null);
});

test('the columns of a table hold their values to inputValues, outputValues only order', () => {
  const table = tableXml({
    inputs: ['x'],
    outputs: ['u: "hög", "låg"'],
    hitPolicy: 'hitPolicy="PRIORITY"',
    rules: [
      ['-', '"låg"'],
      ['> 5', '"hög"'],
      ['> 9', '"annan"'],
    ],
  });
  const valued = table.replace(
    '</inputExpression>',
    '</inputExpression><inputValues><text>[0..10]</text></inputValues>',
  );
  const tabled = modelOf(definitions(inputXml('x', 'number') + decisionXml('D', valued, ['x'])));
  assert.equal(answer(tabled, 'D', { x: 7 }), 'hög');
  assert.equal(answer(tabled, 'D', { x: 10 }), 'hög');
  assert.equal(answer(tabled, 'D', { x: 3 }), 'låg');
  const { value, warnings } = decide(tabled, 'D', { x: 11 });
  assert.equal(value, null);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['input-values'],
  );
});

test('the cells of a table take what unary tests take', () => {
  const cells: readonly (readonly [type: string, cell: string, hit: readonly Json[], miss: readonly Json[]])[] = [
    ['number', '1, 3', [1, 3], [2, null]],
    ['number', 'not(1, 3)', [2], [1, 3]],
    ['number', '[1..3)', [1, 2.9], [3]],
    ['number', '< 1, > 3', [0, 4], [2]],
    ['number', 'limit', [5], [4]],
    ['number', '> limit', [6], [5]],
    ['number', '? * 2 > limit', [3], [2]],
    ['number', '[1, 2]', [1, 2], [3]],
    ['number', 'null', [null], [1]],
    ['number', '-', [1, null], []],
    ['number', '', [1, null], []],
    ['string', '"a", "b"', ['a'], ['c', null]],
    ['string', 'starts with(?, "a")', ['ab'], ['b']],
    ['boolean', 'true', [true], [false, null]],
    ['boolean', 'not(true)', [false], [true]],
    ['date', '< @"2026-01-01"', ['2025-12-31'], ['2026-01-01']],
    ['date', '[date("2026-01-01")..date("2026-02-01"))', ['2026-01-31'], ['2026-02-01']],
    ['days and time duration', '> duration("P1D")', ['P2D'], ['PT24H']],
    ['years and months duration', '[@"P1Y"..@"P2Y"]', ['P18M'], ['P3Y']],
  ];
  for (const [type, cell, hit, miss] of cells) {
    const table = tableXml({
      hitPolicy: 'hitPolicy="FIRST"',
      inputs: ['x'],
      outputs: ['u'],
      rules: [
        [cell, 'true'],
        ['-', 'false'],
      ],
    });
    const plain = ['number', 'string', 'boolean'].includes(type);
    const reading = plain ? 'raw' : `${type === 'date' ? 'date' : 'duration'}(raw)`;
    const xml = definitions(
      inputXml('raw') +
        inputXml('limit', 'number') +
        `<decision id="x" name="x"><variable name="x" typeRef="${type}"/><informationRequirement><requiredInput href="#raw"/></informationRequirement>${literalXml(reading)}</decision>` +
        decisionXml('D', table, ['!x', 'limit']),
    );
    const loaded = modelOf(xml);
    for (const raw of hit) assert.equal(answer(loaded, 'D', { raw, limit: 5 }), true, `${cell} ← ${raw}`);
    for (const raw of miss) assert.equal(answer(loaded, 'D', { raw, limit: 5 }), false, `${cell} ← ${raw}`);
  }
});
