import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compile, type Decimal, decimal, type FeelValue, isNumber, textOf } from '../index.ts';

/** FEEL's arithmetic against exact fractions of whole numbers, rounded once to 34 digits, half even (IEEE 754 decimal128). */

const OPTIONS = { instant: '2026-02-03T07:30:00Z' };
const RUNS = { numRuns: 400, seed: 20260203 };
const DIGITS = 34;

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Up to 34 digits, anywhere between 10^-60 and 10^60. */
const number = fc
  .tuple(
    fc.oneof(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.bigInt({ min: -999n, max: 999n })),
    fc.integer({ min: -60, max: 30 }),
  )
  .map(([digits, exponent]) => ({ text: `${digits}e${exponent}`, exact: scaled(digits, exponent) }));

function scaled(digits: bigint, exponent: number): Fraction {
  return exponent >= 0
    ? { over: digits * 10n ** BigInt(exponent), under: 1n }
    : { over: digits, under: 10n ** BigInt(-exponent) };
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The nearest number of 34 digits, the even one of two equally near: worked out with whole numbers only. */
function nearest({ over, under }: Fraction): Fraction {
  if (over === 0n) return { over: 0n, under: 1n };
  const negative = over < 0n !== under < 0n;
  const [a, b] = [size(over), size(under)];
  let exponent = String(a).length - String(b).length - DIGITS;
  for (;;) {
    const { over: n, under: d } =
      exponent >= 0
        ? { over: a, under: b * 10n ** BigInt(exponent) }
        : { over: a * 10n ** BigInt(-exponent), under: b };
    let digits = n / d;
    const rest = (n % d) * 2n;
    if (rest > d || (rest === d && digits % 2n === 1n)) digits += 1n;
    if (String(digits).length <= DIGITS) return scaled(negative ? -digits : digits, exponent);
    exponent += 1;
  }
}

function fraction(value: FeelValue): Fraction {
  assert.ok(isNumber(value), textOf(value));
  const text = value.toFixed();
  const point = text.indexOf('.');
  return scaled(BigInt(text.replace('.', '')), point < 0 ? 0 : point + 1 - text.length);
}

function same(a: Fraction, b: Fraction): boolean {
  return a.over * b.under === b.over * a.under;
}

function program(text: string): (a: string, b: string) => FeelValue {
  const compiled = compile(text);
  assert.ok(compiled.ok, text);
  return (a, b) => compiled.value.evaluate({ a: decimal(a), b: decimal(b) }, OPTIONS).value;
}

const OPERATIONS: { readonly [text: string]: (x: Fraction, y: Fraction) => Fraction } = {
  'a + b': (x, y) => ({ over: x.over * y.under + y.over * x.under, under: x.under * y.under }),
  'a - b': (x, y) => ({ over: x.over * y.under - y.over * x.under, under: x.under * y.under }),
  'a * b': (x, y) => ({ over: x.over * y.over, under: x.under * y.under }),
  'a / b': (x, y) => ({ over: x.over * y.under, under: x.under * y.over }),
};

for (const [text, exactly] of Object.entries(OPERATIONS)) {
  test(`${text} is the nearest number of 34 digits`, () => {
    const calculate = program(text);
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(text !== 'a / b' || b.exact.over !== 0n);
        assert.ok(same(fraction(calculate(a.text, b.text)), nearest(exactly(a.exact, b.exact))), `${a.text} ${b.text}`);
      }),
      RUNS,
    );
  });
}

test('order and equality are those of the exact numbers', () => {
  const compare = program('if a < b then -1 else if a = b then 0 else 1');
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [left, right] = [a.exact.over * b.exact.under, b.exact.over * a.exact.under];
      const expected = left < right ? -1 : left > right ? 1 : 0;
      assert.equal((compare(a.text, b.text) as Decimal).toNumber(), expected);
    }),
    RUNS,
  );
});

test('a root is off by at most half a unit in its 34th digit', () => {
  const root = program('sqrt(a)');
  fc.assert(
    fc.property(number, ({ text, exact }) => {
      fc.pre(exact.over > 0n);
      const value = root(text, '0') as Decimal;
      // (root ± half a unit)² encloses the number.
      const half = decimal(`5e${value.e - DIGITS}`);
      assert.ok(half !== null);
      const [{ over: r, under: s }, { over: h, under: k }] = [fraction(value), fraction(half)];
      const low = r * k - h * s;
      const high = r * k + h * s;
      const scale = (s * k) ** 2n;
      assert.ok(low ** 2n * exact.under <= exact.over * scale && exact.over * scale <= high ** 2n * exact.under, text);
    }),
    RUNS,
  );
});

test('rounding to decimals is the nearest, the even one of two', () => {
  fc.assert(
    fc.property(number, fc.integer({ min: -5, max: 12 }), ({ text, exact }, scale) => {
      const unit = scaled(1n, -scale);
      const [n, d] = [exact.over * unit.under, exact.under * unit.over];
      let units = size(n) / d;
      const rest = (size(n) % d) * 2n;
      if (rest > d || (rest === d && units % 2n === 1n)) units += 1n;
      const expected = { over: (n < 0n ? -units : units) * unit.over, under: unit.under };
      assert.ok(same(fraction(program(`decimal(a, ${scale})`)(text, '0')), expected), `${text} ${scale}`);
    }),
    RUNS,
  );
});

test('a hundred thousand öre amounts sum up exactly', () => {
  let seed = 20260203n;
  let total = 0n;
  const amounts = Array.from({ length: 100_000 }, () => {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    const ore = (seed >> 20n) % 100_000_000n;
    total += ore;
    return decimal(`${ore / 100n}.${String(ore % 100n).padStart(2, '0')}`);
  });
  const sum = compile('sum(amounts)');
  assert.ok(sum.ok);
  const { value } = sum.value.evaluate({ amounts }, OPTIONS);
  assert.ok(same(fraction(value), { over: total, under: 100n }), textOf(value));
});

test('the classics: a tenth and two tenths, a third to twenty digits, a thousand times 1.005', () => {
  const text = (expression: string) => textOf(program(expression)('0', '0'));
  assert.equal(text('0.1 + 0.2 = 0.3'), 'true');
  assert.equal(text('decimal(1/3, 20)'), '0.33333333333333333333');
  assert.equal(text('1.005 * 1000'), '1005');
  assert.equal(text('1.1 + 2.2'), '3.3');
  assert.equal(text('100 * 1.15'), '115');
});
