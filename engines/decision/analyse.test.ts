import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from './index.ts';
import { decisionXml, definitions, inputXml, modelOf, type TableText, tableXml } from './testing.ts';

function found(table: TableText, types: { readonly [name: string]: string } = {}): string[] {
  const inputs = [...new Set(table.inputs)].map((name) => inputXml(name, types[name])).join('');
  const model = modelOf(definitions(inputs + decisionXml('D', tableXml(table), [...new Set(table.inputs)])));
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
  assert.deepEqual(found(table, { x: 'number' }), [
    'unreachable r2: Rule 2 of “D” never decides: rule 1 comes before it, for instance when x = 6.',
  ]);
});

test('texts and dates are told apart by their values', () => {
  const rules = [
    ['"lon"', '< @"2026-01-01"', '1'],
    ['"lon"', '>= @"2026-01-01"', '2'],
    ['not("lon")', '-', '3'],
  ];
  assert.deepEqual(found({ inputs: ['slag', 'fran'], outputs: ['u'], rules }, { slag: 'string', fran: 'date' }), []);
});

const codes = (table: TableText, types: { readonly [name: string]: string } = {}) =>
  found(table, types).map((one) => one.replace(/^(\S+) .*/, '$1'));

test('rules of an ANY table may hit together as long as they answer the same', () => {
  const rules = (last: string) => [
    ['< 10', '"ja"'],
    ['>= 5', last],
  ];
  const table = (last: string) => ({ hitPolicy: 'hitPolicy="ANY"', inputs: ['x'], outputs: ['u'], rules: rules(last) });
  assert.deepEqual(found(table('"ja"'), { x: 'number' }), []);
  assert.deepEqual(found(table('"nej"'), { x: 'number' }), [
    'overlap r2: Rules 1 and 2 of “D” both hit but answer differently when x = 5.',
  ]);
  assert.deepEqual(found(table('string(x)'), { x: 'number' }), [
    'overlap r2: Rules 1 and 2 of “D” both hit and compute their answers apart when x = 5.',
  ]);
});

test('a rule whose output always ranks after that of others never decides under PRIORITY', () => {
  const rules = [
    ['> 5', '"lag"'],
    ['-', '"hog"'],
  ];
  const table = { hitPolicy: 'hitPolicy="PRIORITY"', inputs: ['x'], outputs: ['u: "hog", "lag"'], rules };
  assert.deepEqual(found(table, { x: 'number' }), [
    'unreachable r1: Rule 1 of “D” never decides: rule 2 comes before it, for instance when x = 6.',
  ]);
});

test('a rule can be hidden by several others together', () => {
  const rules = [
    ['< 10', 'true', '1'],
    ['< 10', 'false', '2'],
    ['[3..4]', '-', '3'],
    ['-', '-', '4'],
  ];
  const table = { hitPolicy: 'hitPolicy="FIRST"', inputs: ['x', 'ja'], outputs: ['u'], rules };
  assert.deepEqual(found(table, { x: 'number', ja: 'boolean' }), [
    'unreachable r3: Rule 3 of “D” never decides: other rules come before it, for instance when x = 3.',
  ]);
});

test('a table that gathers has neither gaps nor overlaps', () => {
  for (const policy of ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER']) {
    const table = {
      hitPolicy: `hitPolicy="${policy}"`,
      inputs: ['x'],
      outputs: ['u'],
      rules: [
        ['1', '1'],
        ['[0..2]', '2'],
      ],
    };
    assert.deepEqual(found(table, { x: 'number' }), [], policy);
  }
});

test('a condition that no value fulfils is shown with its cell', () => {
  const table = {
    inputs: ['x', 'x'],
    outputs: ['u'],
    rules: [
      ['[5..4]', '-', '1'],
      ['> 5', '< 3', '2'],
      ['<= 5', '-', '3'],
      ['> 5', '>= 3', '4'],
    ],
  };
  assert.deepEqual(found(table, { x: 'number' }), [
    'unreachable r1: Rule 1 of “D” can never hit: no value of x fulfils [5..4].',
    'unreachable r2: Rule 2 of “D” can never hit: its conditions exclude each other.',
  ]);
});

test('values outside the allowed ones are no gap', () => {
  const input = '<inputData id="x" name="x"><variable name="x" typeRef="tSlag"/></inputData>';
  const types = (allowed: string) =>
    `<itemDefinition name="tSlag"><typeRef>string</typeRef><allowedValues><text>${allowed}</text></allowedValues></itemDefinition>`;
  const table = `<decisionTable><input><inputExpression typeRef="tSlag"><text>x</text></inputExpression></input><output name="u"/>
    ${['"a"', '"b"'].map((one) => `<rule><inputEntry><text>${one}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>`).join('')}</decisionTable>`;
  const messages = (allowed: string) =>
    analyse(modelOf(definitions(types(allowed) + input + decisionXml('D', table, ['x'])))).map((one) => one.message.en);
  assert.deepEqual(messages('"a", "b"'), []);
  assert.deepEqual(messages('"a", "b", "c"'), ['No rule of “D” hits when x = "c".']);
});

test('days follow each other without a gap, times and durations are told apart exactly', () => {
  const table = (low: string, high: string) => ({
    inputs: ['x'],
    outputs: ['u'],
    rules: [
      [`<= ${low}`, '1'],
      [`>= ${high}`, '2'],
    ],
  });
  assert.deepEqual(found(table('@"2025-12-31"', 'date("2026-01-01")'), { x: 'date' }), []);
  assert.deepEqual(codes(table('@"2025-12-30"', '@"2026-01-01"'), { x: 'date' }), ['gap']);
  assert.deepEqual(found(table('@"P1Y"', '@"P13M"'), { x: 'years and months duration' }), []);
  assert.deepEqual(codes(table('@"P1D"', '@"P2D"'), { x: 'days and time duration' }), ['gap']);
  assert.deepEqual(codes(table('@"12:00:00"', '@"12:00:01"'), { x: 'time' }), ['gap']);
  assert.deepEqual(
    codes(table('@"2026-01-01T12:00:00"', 'date and time("2026-01-01T12:00:00")'), { x: 'date and time' }),
    ['overlap'],
  );
});

test('null counts where a cell names it', () => {
  const table = (...rules: string[][]) => ({ inputs: ['x'], outputs: ['u'], rules });
  assert.deepEqual(found(table(['< 5', '1'], ['>= 5', '2']), { x: 'number' }), []);
  const four = table(['< 5', '1'], ['>= 5', '2'], ['null', '3'], ['-', '4']);
  assert.deepEqual(codes(four, { x: 'number' }), ['overlap', 'overlap', 'overlap']);
  assert.deepEqual(found(table(['null', '1'], ['not(null)', '2']), { x: 'number' }), []);
  assert.deepEqual(
    found(table(['null', '1']), { x: 'number' }).map((one) => one.replace(/^\S+ \S+/, '')),
    [' No rule of “D” hits when x = 0.'],
  );
});

test('a column that compares with one name alone is looked through by order', () => {
  const messages = (...cells: string[]) => {
    const rules = cells.map((cell) => [cell, '1']);
    const table = tableXml({ inputs: ['x'], outputs: ['u'], rules });
    const model = modelOf(definitions(inputXml('x', 'number') + inputXml('y') + decisionXml('D', table, ['x', 'y'])));
    return analyse(model).map(({ code, message }) => `${code}: ${message.en}`);
  };
  assert.deepEqual(messages('<= y.grans', '> y.grans'), []);
  assert.deepEqual(messages('< y.grans', '> y.grans'), ['gap: No rule of “D” hits when x = y.grans.']);
  assert.deepEqual(messages('<= y.grans', '>= y.grans'), ['overlap: Rules 1 and 2 of “D” both hit when x = y.grans.']);
  assert.deepEqual(messages('>= y.grans'), ['gap: No rule of “D” hits when x < y.grans.']);
  assert.match(messages('<= y.a', '> y.b').at(-1) ?? '', /^not-analysed/);
  assert.match(messages('<= y.a', '> 5').at(-1) ?? '', /^not-analysed/);
});

test('what cannot be analysed is said, and what is certain is still found', () => {
  const table = {
    inputs: ['x', 'y'],
    outputs: ['u'],
    rules: [
      ['< y + 1', '1', '1'],
      ['5', '2', '2'],
      ['[4..6]', '2', '3'],
    ],
  };
  const model = modelOf(
    definitions(inputXml('x', 'number') + inputXml('y', 'number') + decisionXml('D', tableXml(table), ['x', 'y'])),
  );
  const faults = analyse(model);
  assert.deepEqual(
    faults.map(({ code, element, message }) => `${code} ${element}: ${message.en}`),
    [
      'overlap r3: Rules 2 and 3 of “D” both hit when x = 5, y = 2.',
      ...faults.filter(({ code }) => code === 'gap').map(({ element, message }) => `gap ${element}: ${message.en}`),
      'not-analysed r1: Gaps and overlaps of “D” that hang on rule 1 are not searched: the conditions read other names than their own column.',
    ],
  );
  assert.equal(faults.filter(({ code }) => code === 'gap').length > 0, true);
});
