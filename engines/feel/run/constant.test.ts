import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, date, decimal, type FeelValue } from '../index.ts';

const LITERALS = ['1', '2.5', '"a"', '"b"', 'true', 'false', '@"2026-02-03"', '@"P1D"', 'null'];
const literal = fc.constantFrom(...LITERALS);
const one = fc.oneof(
  literal,
  fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), literal).map(([op, end]) => `${op} ${end}`),
  fc
    .tuple(fc.constantFrom('[', '('), literal, literal, fc.constantFrom(']', ')'))
    .map(([open, low, high, close]) => `${open}${low}..${high}${close}`),
);
const tests = fc
  .tuple(fc.array(one, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([list, negated]) => (negated ? `not(${list.join(', ')})` : list.join(', ')));

const VALUES: readonly FeelValue[] = [
  null,
  true,
  false,
  'a',
  'b',
  decimal(1),
  decimal(2),
  decimal('2.5'),
  date('2026-02-03'),
  [decimal(1)],
  {},
];

test('constant tests say without evaluation what they say with it', () => {
  let quick = 0;
  fc.assert(
    fc.property(tests, fc.constantFrom(...VALUES), (text, value) => {
      const program = compile(text, { kind: 'unary-tests' });
      if (!program.ok || program.value.holds === undefined) return;
      quick += 1;
      assert.equal(program.value.holds(value), program.value.evaluate({ '?': value }, { instant: '' }).value, text);
    }),
    { numRuns: 2000 },
  );
  assert.ok(quick > 500, `${quick} were constant`);
});
