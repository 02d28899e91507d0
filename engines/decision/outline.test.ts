import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outline } from './index.ts';
import { decisionXml, definitions, inputXml, literalXml, modelOf, tableXml } from './testing.ts';

const table = tableXml({
  inputs: ['summa'],
  outputs: ['u'],
  annotations: ['Lagrum'],
  rules: [['> 0', '"ja"', 'FL 1 §']],
});
const context =
  '<context><contextEntry><variable name="a"/><literalExpression><text>x</text></literalExpression></contextEntry><contextEntry><literalExpression><text>a + 1</text></literalExpression></contextEntry></context>';
const model = modelOf(
  definitions(
    inputXml('x', 'number') +
      decisionXml('svar', table, ['!summa']) +
      decisionXml('summa', literalXml('delar * 2'), ['!delar']) +
      decisionXml('delar', context, ['x']).replace('name="delar"', 'name="delar" label="Delarna"'),
  ),
);

test('everything stands after what it requires, under the name people use', () => {
  assert.deepEqual(
    outline(model, 'svar').map(({ id, label, kind, requires }) => [id, label, kind, requires]),
    [
      ['x', 'x', 'input', []],
      ['delar', 'Delarna', 'decision', ['x']],
      ['summa', 'summa', 'decision', ['delar']],
      ['svar', 'svar', 'decision', ['summa']],
    ],
  );
});

test('logic is shown as written', () => {
  const [, parts, sum, answer] = outline(model, 'svar').map(({ logic }) => logic);
  assert.deepEqual(parts, {
    kind: 'entries',
    entries: [
      { name: 'a', value: { kind: 'expression', text: 'x' } },
      { value: { kind: 'expression', text: 'a + 1' } },
    ],
  });
  assert.deepEqual(sum, { kind: 'expression', text: 'delar * 2' });
  assert.ok(answer?.kind === 'table');
  assert.deepEqual(answer.table.rules[0]?.annotations, { Lagrum: 'FL 1 §' });
});

test('only what the decision requires is told, and nothing of an unknown one', () => {
  assert.deepEqual(
    outline(model, 'delar').map(({ id }) => id),
    ['x', 'delar'],
  );
  assert.deepEqual(outline(model, 'finns inte'), []);
});
