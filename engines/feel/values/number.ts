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

/** True for a number of FEEL. */
export function isNumber(value: unknown): value is Decimal {
  return value instanceof Base;
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
  return finite(new Decimal(typeof value === 'bigint' ? value.toString() : value).plus(ZERO));
}

/** The plain notation without exponent: `1000`, `0.1`. Minus zero is `0`. */
export function numeral(value: Decimal): string {
  // 6,145 digits are the longest.
  spend(Math.abs(value.e));
  return value.isZero() ? '0' : value.toFixed();
}

const SAFE = new Decimal(Number.MAX_SAFE_INTEGER).plus(1);

/** True for a whole number that JSON carries exactly (at most 2^53 either way). */
export function isSafeInteger(value: Decimal): boolean {
  return value.isInteger() && value.abs().lte(SAFE);
}
