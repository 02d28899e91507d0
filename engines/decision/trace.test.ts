import assert from 'node:assert/strict';
import { test } from 'node:test';
import { names, tables } from './index.ts';
import { decide, decisionXml, definitions, inputXml, literalXml, modelOf, tableXml } from './testing.ts';

const TABLE = tableXml({
  hitPolicy: 'hitPolicy="UNIQUE"',
  inputs: ['summa', 'hushall'],
  outputs: ['utfall'],
  annotations: ['Lagrum', 'Skal', 'Reason'],
  rules: [
    [
      '< 5220',
      '-',
      '"approved"',
      'SoL 12 kap. 1 §',
      'Inkomsten {summa} är under normen.',
      'The income is below the norm.',
    ],
    ['>= 5220', '> 2', '"officer"', '', '', ''],
  ],
});

const MODEL = modelOf(
  definitions(
    inputXml('inkomster') +
      inputXml('hushall', 'number') +
      decisionXml('summa', literalXml('sum(inkomster)'), ['inkomster']) +
      decisionXml('beslut', TABLE, ['!summa', 'hushall']),
  ),
);

test('the trace shows every decision in the order it was made, the asked one last', () => {
  const { trace, value } = decide(MODEL, 'beslut', { inkomster: [1000, 200.5], hushall: 1 });
  assert.equal(value, 'approved');
  assert.deepEqual(
    trace.map(({ id, kind }) => [id, kind]),
    [
      ['summa', 'expression'],
      ['beslut', 'table'],
    ],
  );
});

test('the trace shows every rule with its conditions, and what hit with outputs and annotations', () => {
  const { trace } = decide(MODEL, 'beslut', { inkomster: [1000, 200.5], hushall: 1 });
  const table = trace.at(-1);
  assert.deepEqual(table?.inputs, [
    { label: 'summa', expression: 'summa', value: { value: '1200.5', marks: { '': 'number' } } },
    { label: 'hushall', expression: 'hushall', value: { value: 1 } },
  ]);
  assert.deepEqual(table?.rules[0], {
    number: 1,
    id: 'r1',
    hit: true,
    conditions: ['< 5220', '-'],
    outputs: { utfall: { value: 'approved' } },
    annotations: {
      Lagrum: 'SoL 12 kap. 1 §',
      Skal: 'Inkomsten {summa} är under normen.',
      Reason: 'The income is below the norm.',
    },
  });
  assert.deepEqual(table?.rules[1], {
    number: 2,
    id: 'r2',
    hit: false,
    conditions: ['>= 5220', '> 2'],
    outputs: {},
    annotations: {},
  });
  assert.deepEqual(table?.value, { value: 'approved' });
});

test('the trace is plain JSON', () => {
  const { trace } = decide(MODEL, 'beslut', { inkomster: [1], hushall: 1 });
  assert.deepEqual(JSON.parse(JSON.stringify(trace)), trace);
});

test('each decision is made once, however many need it', () => {
  const model = modelOf(
    definitions(
      inputXml('a') +
        decisionXml('b', literalXml('a + 1'), ['a']) +
        decisionXml('c', literalXml('b * 2'), ['!b']) +
        decisionXml('d', literalXml('b + c'), ['!b', '!c']),
    ),
  );
  const { trace } = decide(model, 'd', { a: 1 });
  assert.deepEqual(
    trace.map(({ id }) => id),
    ['b', 'c', 'd'],
  );
});

test('a table inside business knowledge is traced under the name of the knowledge', () => {
  const bkm = `<businessKnowledgeModel id="bkm" name="Prova"><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${tableXml({ inputs: ['n'], outputs: ['u'], rules: [['> 1', '"ja"']] })}</encapsulatedLogic></businessKnowledgeModel>`;
  const decision = `<decision id="D" name="D"><informationRequirement><requiredInput href="#x"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#bkm"/></knowledgeRequirement>${literalXml('Prova(x)')}</decision>`;
  const { trace, value } = decide(modelOf(definitions(inputXml('x') + bkm + decision)), 'D', { x: 2 });
  assert.equal(value, 'ja');
  assert.deepEqual(
    trace.map(({ id, kind }) => [id, kind]),
    [
      ['bkm', 'table'],
      ['D', 'expression'],
    ],
  );
});

test('the names a decision needs are those of all it requires', () => {
  assert.deepEqual(names(MODEL, 'beslut'), ['hushall', 'inkomster']);
  assert.deepEqual(names(MODEL, 'summa'), ['inkomster']);
  assert.deepEqual(names(MODEL, 'finns inte'), []);
});

test('the raw tables carry rule ids, cells and annotation columns', () => {
  const [table] = tables(MODEL);
  assert.equal(table?.owner.id, 'beslut');
  assert.deepEqual(table?.annotations, ['Lagrum', 'Skal', 'Reason']);
  assert.deepEqual(
    table?.rules.map(({ id, conditions }) => [id, conditions]),
    [
      ['r1', ['< 5220', '-']],
      ['r2', ['>= 5220', '> 2']],
    ],
  );
});
