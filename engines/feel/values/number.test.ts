import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, type Decimal, decimal, isNumber } from '../index.ts';

/** An exact fraction, the yardstick of the arithmetic. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const OPTIONS = { instant: '2026-02-03T07:30:00Z' };

/** A decimal of up to 15 digits and 6 decimals, as text and as an exact fraction. */
const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => {
    const sign = digits < 0n ? '-' : '';
    const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
    const written = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
    return { text: `${sign}${written}`, exact: { over: digits, under: 10n ** BigInt(scale) } satisfies Fraction };
  });

function calculate(text: string): Decimal {
  const program = compile(text);
  assert.ok(program.ok, text);
  const { value } = program.value.evaluate({}, OPTIONS);
  assert.ok(isNumber(value), text);
  return value;
}

function fraction(value: Decimal): Fraction {
  const text = value.toFixed();
  const point = text.indexOf('.');
  const scale = point < 0 ? 0 : text.length - point - 1;
  return { over: BigInt(text.replace('.', '')), under: 10n ** BigInt(scale) };
}

function same(a: Fraction, b: Fraction): boolean {
  return a.over * b.under === b.over * a.under;
}

test('sums and differences of amounts are exact', () => {
  fc.assert(
    fc.property(amount, amount, ({ text: a, exact: x }, { text: b, exact: y }) => {
      const sum = { over: x.over * y.under + y.over * x.under, under: x.under * y.under };
      const difference = { over: x.over * y.under - y.over * x.under, under: x.under * y.under };
      return (
        same(fraction(calculate(`(${a}) + (${b})`)), sum) && same(fraction(calculate(`(${a}) - (${b})`)), difference)
      );
    }),
  );
});

test('products of amounts are exact within 34 digits', () => {
  fc.assert(
    fc.property(amount, amount, ({ text: a, exact: x }, { text: b, exact: y }) =>
      same(fraction(calculate(`(${a}) * (${b})`)), { over: x.over * y.over, under: x.under * y.under }),
    ),
  );
});

test('a quotient is off by at most half a unit in the 34th digit', () => {
  fc.assert(
    fc.property(amount, amount, ({ text: a, exact: x }, { text: b, exact: y }) => {
      fc.pre(y.over !== 0n && x.over !== 0n);
      const quotient = calculate(`(${a}) / (${b})`);
      const { over, under } = fraction(quotient);
      // |over/under − x/y| ≤ ½ · 10^(e−33), where e is the quotient's exponent.
      const error = over * x.under * y.over - x.over * y.under * under;
      const scale = BigInt(33 - quotient.e);
      const size = error < 0n ? -error : error;
      const base = under * x.under * (y.over < 0n ? -y.over : y.over);
      return scale >= 0n ? 2n * size * 10n ** scale <= base : 2n * size <= base * 10n ** -scale;
    }),
  );
});

test('rounding to öre is half even, and half up where the rule says so', () => {
  const rows = [
    ['decimal(2.5, 0)', '2'],
    ['decimal(1.5, 0)', '2'],
    ['decimal(0.515, 2)', '0.52'],
    ['round half up(2.5, 0)', '3'],
    ['round half up(-2.5, 0)', '-3'],
    ['round half down(2.5, 0)', '2'],
    ['round up(1.121, 2)', '1.13'],
    ['round down(-1.129, 2)', '-1.12'],
    ['floor(-1.5)', '-2'],
    ['ceiling(1.01, 1)', '1.1'],
    ['modulo(-12, 5)', '3'],
    ['modulo(10.1, -4.5)', '-3.4'],
    ['decimal(125, -1)', '120'],
  ] as const;
  for (const [text, expected] of rows) assert.equal(calculate(text).toFixed(), expected, text);
});

test('a text that is no numeral is no decimal', () => {
  for (const text of ['', ' ', 'NaN', 'Infinity', '1 000', '1,5', '0x10', '--1', '1e9999'])
    assert.equal(decimal(text), null, text);
  assert.equal(decimal(Number.NaN), null);
  assert.equal(decimal(10n ** 20n)?.toFixed(), '100000000000000000000');
});
