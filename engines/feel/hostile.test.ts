import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, decimal, textOf } from './index.ts';

/**
 * Expressions made to run or grow without end. Each ends by a limit, not by a clock: the bound of the time below is
 * generous (a busy machine, code not yet compiled); without the limits every one of these takes from seconds to for ever.
 */
const SECONDS = 2;

const OPTIONS = { instant: '2026-02-03T07:30:00Z' };

function ends(text: string): string[] {
  const started = performance.now();
  const program = compile(text);
  const codes = program.ok
    ? program.value.evaluate({}, OPTIONS).warnings.map(({ code }) => code)
    : program.error.map(({ code }) => code);
  assert.ok(performance.now() - started < SECONDS * 1000, text.slice(0, 100));
  assert.ok(!codes.includes('internal'), text.slice(0, 100));
  return codes;
}

const DOUBLED = 'for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]';

const LIMITED = {
  loops: [
    'for i in 1..1000000000 return i',
    'for a in 1..1000, b in 1..1000, c in 1..1000 return a * b * c',
    'some a in 1..1000, b in 1..1000, c in 1..1000 satisfies a + b + c > 4000',
    'for i in 1..100000 return for j in 1..i return j',
    'for d in @"-999999999-01-01"..@"999999999-12-31" return d',
  ],
  calculations: [
    'for i in 1..100000 return exp(i)',
    'for i in 1..100000 return i ** 0.37',
    'for i in 1..100000 return modulo(9e6144, 7)',
    'for i in 1..100000 return string(9e6144)',
    'for i in 1..100000 return odd(9e6144)',
    'for i in 1..100000 return @"2026-01-01T00:00:00@Europe/Stockholm" + @"PT1H"',
  ],
  values: [
    `string((${DOUBLED})[-1])`,
    `{ s: ${DOUBLED}, r: s = s }.r`,
    `count(flatten(${DOUBLED}))`,
    '{ s: for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1]), r: count(s[-1]) }.r',
    'distinct values(for i in 1..90000 return i)',
    'sort(for i in 1..90000 return -i, function(a, b) a < b)',
    '{ l: for i in 1..9000 return i, r: for j in 1..9000 return index of(l, j) }.r',
    '{ c: for i in 1..9000 return if i = 1 then {} else context put(partial[-1], string(i), i), r: 1 }.r',
    'string join(for i in 1..9000 return string join(for j in 1..9000 return "aaaaaaaaaa"))',
  ],
  recursion: [
    '{ f: function(n) f(n + 1), r: f(0) }.r',
    '{ f: function(n) f(n + 1) + f(n + 1), r: f(0) }.r',
    '{ f: function(n) for i in 1..10 return f(n + 1), r: f(0) }.r',
    '{ f: function(n) if n > 30 then 1 else f(n + 1) + f(n + 1), r: f(0) }.r',
  ],
  patterns: [
    `matches("${'a'.repeat(40)}b", "(a*)*c")`,
    `matches("${'a'.repeat(40)}b", "(a|aa)+$")`,
    `for i in 1..1000 return matches("${'a'.repeat(40)}b", "(a*)*c")`,
    `matches("${'a'.repeat(30)}", "${'a?'.repeat(30)}${'a'.repeat(60)}")`,
  ],
};

for (const [kind, texts] of Object.entries(LIMITED)) {
  test(`hostile ${kind} end by a limit`, () => {
    for (const text of texts) assert.ok(ends(text).includes('limit'), text.slice(0, 100));
  });
}

test('texts and numbers that grow too large are null', () => {
  for (const text of [
    '{ s: for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1], r: s[-1] }.r',
    '10 ** 6144 ** 6144',
    'exp(1e6000)',
    '@"P1D" * 1e6000',
    `duration("P${'9'.repeat(5000)}D")`,
    'decimal(1, 1e30)',
  ]) {
    const program = compile(text);
    assert.ok(program.ok, text.slice(0, 100));
    assert.equal(program.value.evaluate({}, OPTIONS).value, null, text.slice(0, 100));
  }
});

test('a loop that keeps its own results does not hold itself', () => {
  const program = compile('string(for i in 1..4 return partial)');
  assert.ok(program.ok);
  assert.equal(program.value.evaluate({}, OPTIONS).value, '[[], [[]], [[], [[]]], [[], [[]], [[], [[]]]]]');
});

test('expressions of a size that nobody reads are refused before they are parsed', () => {
  for (const text of [
    'a '.repeat(40_000),
    `[${'1,'.repeat(40_000)}1]`,
    `{${Array.from({ length: 5000 }, (_, at) => `k${at}: ${at}`).join()}}`,
    '['.repeat(50_000),
    `${'-'.repeat(50_000)}1`,
    `a${'[1]'.repeat(30_000)}`,
    `${'if a then b else '.repeat(5000)}c`,
    `${'function(a) '.repeat(5000)}a`,
    '1'.repeat(200_000),
  ]) {
    assert.deepEqual(ends(text), ['too-deep'], text.slice(0, 50));
  }
});

test('a million amounts of a caller are summed up, but not again and again', () => {
  const amounts = new Array(1_000_000).fill(decimal('0.01'));
  const evaluated = (text: string) => {
    const program = compile(text);
    assert.ok(program.ok, text);
    return program.value.evaluate({ amounts }, OPTIONS);
  };
  assert.equal(textOf(evaluated('sum(amounts)').value), '10000');
  assert.deepEqual(
    evaluated('for i in 1..1000 return sum(amounts)').warnings.map(({ code }) => code),
    ['limit'],
  );
});

const PARTS = [
  '1',
  'a',
  '[',
  ']',
  '..',
  'for i in 1..99999 return ',
  '(',
  ')',
  '+',
  '**',
  'partial',
  'sum(',
  'string(',
  ', ',
  '{a: ',
  '}',
  '9e6144',
  '"x"',
  'f(',
  'function(f) ',
  '[item > 1]',
  'sort(',
  'flatten(',
  '@"P1D"',
  '* 1e300',
];

test('no mixture of heavy parts runs on', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PARTS), { maxLength: 16 }), (parts) => {
      ends(parts.join(''));
    }),
    { numRuns: 400 },
  );
});
