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
