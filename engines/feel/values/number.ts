import { Decimal as Base } from 'decimal.js';
import { spend } from './meter.ts';

/**
 * FEEL's number: decimal128 arithmetic (IEEE 754-2008), 34 significant digits, round half even (DMN 1.5, 10.3.2.3.1).
 * Exponents beyond decimal128's range become Infinity or zero inside the library; `finite` turns that into null.
 */
export const Decimal = Base.clone({
  precision: 34,
  rounding: Base.ROUND_HALF_EVEN,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = Base;

export const ZERO = new Decimal(0);

/** The same decimals without bounds: for exact steps between. 80 digits round a quotient of 34 rightly a second time. */
export const Wide = Base.clone({ precision: 80, rounding: Base.ROUND_HALF_EVEN, minE: -9e15, maxE: 9e15 });

/** Below this exponent numbers are subnormal: digits end at 10^-6176, so the smaller the number, the fewer it has. */
const MIN_EXPONENT = -6143;
const MIN_SCALE = 6176;

/** An exact (or 80 digits long) number as decimal128 has it: rounded once, not to 34 digits first and then again. */
function rounded(exact: Base): Decimal {
  return exact.e < MIN_EXPONENT
    ? new Decimal(exact.toDecimalPlaces(MIN_SCALE, Base.ROUND_HALF_EVEN))
    : new Decimal(exact).plus(ZERO);
}

function isNormal(value: Decimal): boolean {
  return value.e >= MIN_EXPONENT && !value.isZero();
}

/** a × b. Infinity beyond decimal128. */
export function times(a: Decimal, b: Decimal): Decimal {
  const product = a.times(b);
  if (isNormal(product) || a.isZero() || b.isZero()) return product;
  return product.isFinite() ? rounded(new Wide(a).times(b)) : product;
}

/** a ÷ b. Infinity or NaN where there is none. */
export function over(a: Decimal, b: Decimal): Decimal {
  const quotient = a.div(b);
  if (isNormal(quotient) || a.isZero() || b.isZero()) return quotient;
  return quotient.isFinite() ? rounded(new Wide(a).div(b)) : quotient;
}

/** a to the power of b. */
export function power(a: Decimal, b: Decimal): Decimal {
  const result = a.pow(b);
  return isNormal(result) || a.isZero() || !result.isFinite() ? result : rounded(new Wide(a).pow(b));
}

/** True for a number of FEEL. */
export function isNumber(value: unknown): value is Decimal {
  return typeof value === 'object' && value instanceof Base;
}

/**
 * -1, 0 or 1, as `a.cmp(b)` says, without the copy that it makes of `b`: tables compare more than anything else they do.
 * A decimal is its sign `s`, its exponent `e` and its digits `d` in groups of seven.
 */
export function compareNumbers(a: Decimal, b: Decimal): number {
  const [zero, other] = [a.isZero(), b.isZero()];
  if (zero || other) return zero && other ? 0 : zero ? -b.s : a.s;
  if (a.s !== b.s) return a.s;
  if (a.e !== b.e) return a.e > b.e ? a.s : -a.s;
  const count = Math.min(a.d.length, b.d.length);
  for (let at = 0; at < count; at += 1) {
    const [x = 0, y = 0] = [a.d[at], b.d[at]];
    if (x !== y) return x > y ? a.s : -a.s;
  }
  return a.d.length === b.d.length ? 0 : a.d.length > b.d.length ? a.s : -a.s;
}

/** The number, or null where decimal128 has none (division by zero, overflow). */
export function finite(value: Decimal): Decimal | null {
  return value.isFinite() ? value : null;
}

const NUMERAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

/**
 * A decimal from text (`-1.25`, `1e3`), a whole JavaScript number or a bigint, rounded to 34 digits.
 * Null when the text is no numeral or the number is beyond decimal128: never NaN, never Infinity.
 */
export function decimal(value: string | number | bigint): Decimal | null {
  if (typeof value === 'string' && !NUMERAL.test(value)) return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  // The constructor keeps all digits it is given; adding zero rounds to the precision.
  const read = new Decimal(typeof value === 'bigint' ? value.toString() : value).plus(ZERO);
  if (!read.isFinite() || isNormal(read) || typeof value !== 'string') return finite(read);
  return rounded(new Wide(value));
}

/** The plain notation without exponent: `1000`, `0.1`. Minus zero is `0`. */
export function numeral(value: Decimal): string {
  // 6,145 digits are the longest.
  spend(2 * Math.abs(value.e));
  return value.isZero() ? '0' : value.toFixed();
}

const SAFE = new Decimal(Number.MAX_SAFE_INTEGER).plus(1);

/** True for a whole number that JSON carries exactly (at most 2^53 either way). */
export function isSafeInteger(value: Decimal): boolean {
  return value.isInteger() && value.abs().lte(SAFE);
}
