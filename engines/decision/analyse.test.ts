import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from './index.ts';
import { decisionXml, definitions, inputXml, modelOf, type TableText, tableXml } from './testing.ts';

function found(table: TableText, types: { readonly [name: string]: string } = {}): string[] {
  const inputs = table.inputs.map((name) => inputXml(name, types[name])).join('');
  const model = modelOf(definitions(inputs + decisionXml('D', tableXml(table), table.inputs)));
  return analyse(model).map(({ code, element, message }) => `${code} ${element}: ${message.en}`);
}

test('a table without holes and doubles has no findings', () => {
  const rules = [
    ['< 10', '-', '1'],
    ['[10..20)', 'true', '2'],
    ['[10..20)', 'false', '3'],
    ['>= 20', '-', '4'],
  ];
  assert.deepEqual(found({ inputs: ['x', 'ja'], outputs: ['u'], rules }, { x: 'number', ja: 'boolean' }), []);
});

test('a gap between two rules is found with an example', () => {
  const rules = [
    ['< 10', '1'],
    ['> 10', '2'],
  ];
  assert.deepEqual(
    found({ inputs: ['x'], outputs: ['u'], rules }, { x: 'number' }).map((one) => one.replace(/^(\w+) \S+/, '$1')),
    ['gap No rule of “D” hits when x = 10.'],
  );
});

test('two rules of a unique table that hit together are found', () => {
  const rules = [
    ['<= 10', '1'],
    ['>= 10', '2'],
  ];
  assert.deepEqual(found({ inputs: ['x'], outputs: ['u'], rules }, { x: 'number' }), [
    'overlap r2: Rules 1 and 2 of “D” both hit when x = 10.',
  ]);
});

test('a rule behind one that takes everything is unreachable under FIRST', () => {
  const rules = [
    ['-', '1'],
    ['> 5', '2'],
  ];
  const table = { hitPolicy: 'hitPolicy="FIRST"', inputs: ['x'], outputs: ['u'], rules };
  assert.deepEqual(found(table, { x: 'number' }), ['unreachable r2: Rule 2 of “D” never decides.']);
});

test('texts and dates are told apart by their values', () => {
  const rules = [
    ['"lon"', '< @"2026-01-01"', '1'],
    ['"lon"', '>= @"2026-01-01"', '2'],
    ['not("lon")', '-', '3'],
  ];
  assert.deepEqual(found({ inputs: ['slag', 'fran'], outputs: ['u'], rules }, { slag: 'string', fran: 'date' }), []);
});
