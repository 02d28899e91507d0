// A table of 1,000 rules is looked through while somebody waits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../analyse.ts';
import { decisionXml, definitions, inputXml, modelOf, type TableText, tableXml } from '../testing.ts';

function modelWith(table: TableText) {
  const data = table.inputs.map((name) => inputXml(name, name.startsWith('t') ? 'string' : 'number')).join('');
  return modelOf(definitions(data + decisionXml('D', tableXml(table), table.inputs)));
}

function analysed(table: TableText): string[] {
  const model = modelWith(table);
  const start = performance.now();
  const found = analyse(model);
  const took = performance.now() - start;
  // Four times what is promised: the machine of a test may be busy.
  assert.ok(took < 8000, `the analysis took ${Math.round(took)} ms`);
  return found.map(({ code, element, message }) => `${code} ${element}: ${message.en}`);
}

const steps = (count: number, width: number) =>
  Array.from({ length: count }, (_, index) =>
    index === count - 1
      ? `>= ${index * width}`
      : index === 0
        ? `< ${width}`
        : `[${index * width}..${(index + 1) * width})`,
  );

/** 10 × 10 × 10 ranges: every input has exactly one rule. */
function grid(): string[][] {
  const [a, b, c] = [steps(10, 5), steps(10, 100), steps(10, 7)];
  return a.flatMap((one) => b.flatMap((two) => c.map((three) => [one, two, three, '-', '1'])));
}

const INPUTS = { inputs: ['a', 'b', 'c', 't'], outputs: ['u'] };

test('a partition of three columns into 1,000 rules has no findings', () => {
  assert.deepEqual(analysed({ ...INPUTS, rules: grid() }), []);
});

test('one rule taken out of 1,000 is the one gap, one too wide the one overlap', () => {
  const rules = grid();
  assert.deepEqual(rules[345]?.slice(0, 3), ['[15..20)', '[400..500)', '[35..42)']);
  assert.deepEqual(
    analysed({ ...INPUTS, rules: rules.toSpliced(345, 1) }).map((one) => one.replace(/^\S+ \S+/, '')),
    [' No rule of “D” hits when a = 15, b = 400, c = 35.'],
  );
  assert.deepEqual(analysed({ ...INPUTS, rules: rules.with(345, ['[15..20]', '[400..500)', '[35..42)', '-', '1']) }), [
    'overlap r446: Rules 346 and 446 of “D” both hit when a = 20, b = 400, c = 35.',
  ]);
});

test('1,000 codes with one repeated', () => {
  const rules = Array.from({ length: 1000 }, (_, index) => ['-', '-', '-', `"k${index === 999 ? 5 : index}"`, '1']);
  assert.deepEqual(
    analysed({ ...INPUTS, rules }).map((one) => one.replace(/^gap \S+/, 'gap')),
    [
      'overlap r1000: Rules 6 and 1000 of “D” both hit when t = "k5".',
      'gap No rule of “D” hits when t = any other text.',
    ],
  );
});

test('1,000 rules of FIRST, of which the last is hidden by all the others together', () => {
  const last = ['< 20', '[0..400]', '> 3', '"a"', '2'];
  assert.deepEqual(analysed({ ...INPUTS, hitPolicy: 'hitPolicy="FIRST"', rules: [...grid(), last] }), [
    'unreachable r1001: Rule 1001 of “D” never decides: other rules come before it, for instance when a = 5, b = 0, c = 7, t = "a".',
  ]);
});

test('boxes thrown at random are answered or said to be too intricate, in time', () => {
  let seed = 7;
  const draw = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % limit;
  };
  const range = () => {
    const from = draw(5000);
    return `[${from}..${from + 100 + draw(2500)}]`;
  };
  const rules = Array.from({ length: 1000 }, () => [
    range(),
    range(),
    range(),
    draw(2) === 0 ? '-' : `"t${draw(9)}"`,
    '1',
  ]);
  for (const policy of ['UNIQUE', 'FIRST']) {
    const found = analysed({ ...INPUTS, hitPolicy: `hitPolicy="${policy}"`, rules });
    assert.ok(found.some((one) => one.startsWith('gap ')));
  }
});
