import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, type Limits } from './index.ts';

const OPTIONS = { instant: '2026-02-03T07:30:00Z' };

function codes(text: string, limits: Partial<Limits> = {}): string[] {
  const program = compile(text);
  assert.ok(program.ok, text);
  const { value, warnings } = program.value.evaluate({}, { ...OPTIONS, limits });
  assert.equal(value, null);
  return warnings.map(({ code }) => code);
}

test('endless recursion ends with a limit', () => {
  assert.ok(codes('{ f: function(g, n) g(g, n + 1), r: f(f, 0) }.r').includes('limit'));
});

test('a loop beyond its budget ends with a limit', () => {
  assert.ok(codes('for a in 1..100, b in 1..100 return a', { iterations: 500 }).includes('limit'));
  assert.ok(codes('for a in 1..1000000000 return a').includes('limit'));
});

test('a pattern that would backtrack for ever ends with a limit', () => {
  assert.ok(codes('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a*)*c")').includes('limit'));
  assert.ok(codes('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a|aa)+$")').includes('limit'));
});

test('a million nested parentheses are a fault, not a crash', () => {
  assert.equal(compile('('.repeat(50_000)).ok, false);
  assert.equal(compile(`${'('.repeat(5000)}1${')'.repeat(5000)}`).ok, false);
  assert.equal(compile('-'.repeat(20_000)).ok, false);
});

/** What is taken at a bound, and what is refused one beyond it. */
function bound(taken: string, beyond: string): void {
  assert.ok(compile(taken).ok, `${taken.slice(0, 40)} is taken`);
  const refused = compile(beyond);
  assert.deepEqual(refused.ok || refused.error.map(({ code }) => code), ['too-deep'], beyond.slice(0, 40));
}

test('an expression is as large as its bounds and no larger: characters, words, brackets, entries, levels', () => {
  bound(`"${'x'.repeat(99_998)}"`, `"${'x'.repeat(99_999)}"`);
  bound(`-1${'+1'.repeat(749)}`, `1${'+1'.repeat(750)}`);
  bound(`${'('.repeat(200)}1${')'.repeat(200)}`, `${'('.repeat(201)}1${')'.repeat(201)}`);
  const entries = (count: number) => `{${Array.from({ length: count }, (_, at) => `k${at}: ${at}`).join()}}`;
  bound(entries(200), entries(201));
  bound(`${'-'.repeat(1000)}1`, `${'-'.repeat(1001)}1`);
});

function evaluated(text: string) {
  const program = compile(text);
  assert.ok(program.ok, text.slice(0, 60));
  return program.value.evaluate({}, OPTIONS);
}

test('an evaluation goes to its bounds and no further: rounds, calls, texts, scales, durations, offsets, repetitions', () => {
  for (const [taken, beyond] of [
    ['for i in 1..100000 return i', 'for i in 1..100001 return i'],
    ...['{ f: function(n) if n = 0 then 0 else f(n - 1), r: f(COUNT) }.r'].map((text) =>
      [255, 256].map((count) => text.replace('COUNT', `${count}`)),
    ),
    ...[
      ['decimal(1, 6176)', 'decimal(1, 6177)'],
      ['decimal(1, -6111)', 'decimal(1, -6112)'],
    ],
    ['@"PT0.000000001S" * 9e40', '@"PT0.000000001S" * 1e41'],
    [`duration("P${'0'.repeat(97)}1D")`, `duration("P${'0'.repeat(98)}1D")`],
    ['time("12:00:00+18:00")', 'time("12:00:00+18:00:01")'],
    ['matches("a", "a{1,10000}")', 'matches("a", "a{1,10001}")'],
    ['matches("a", "a{0,10000}")', 'matches("a", "a{0,10001}")'],
  ] as const) {
    assert.notEqual(evaluated(taken ?? '').value, null, taken);
    assert.equal(evaluated(beyond ?? '').value, null, beyond);
  }
});

test('two texts are put together into a million characters at most', () => {
  const program = compile('a + b');
  assert.ok(program.ok);
  const joined = (length: number) => program.value.evaluate({ a: 'x', b: 'y'.repeat(length) }, OPTIONS).value;
  assert.equal(String(joined(999_999)).length, 1_000_000);
  assert.equal(joined(1_000_000), null);
});

const WORDS = [
  'a',
  'b',
  '1',
  '0.5',
  '"x"',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  '..',
  '+',
  '-',
  '*',
  '/',
  '**',
  '<',
  '>=',
  '=',
  '!=',
  ' in ',
  ' and ',
  ' or ',
  'if ',
  ' then ',
  ' else ',
  'for i in ',
  ' return ',
  'some i in ',
  ' satisfies ',
  'not(',
  'sum(',
  'date(',
  '@"P1D"',
  'null',
  'true',
  '?',
  '.',
  ':',
  'function(',
  ' instance of ',
  'number',
  'string length(',
  ' between ',
];

test('no text makes the engine throw, whatever it says', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }), fc.boolean(), (words, tests) => {
      const program = compile(words.join(''), { kind: tests ? 'unary-tests' : 'expression' });
      if (program.ok) program.value.evaluate({}, OPTIONS);
    }),
    { numRuns: 3000 },
  );
});

test('no characters make the engine throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const program = compile(text);
      if (program.ok) program.value.evaluate({}, OPTIONS);
    }),
    { numRuns: 1000 },
  );
});
