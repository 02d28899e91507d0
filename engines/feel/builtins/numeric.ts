import type { Decimal as DecimalModule } from 'decimal.js';
import type { Arguments, Builtin, Call } from '../values/function.ts';
import { spend } from '../values/meter.ts';
import type { Decimal as DecimalValue } from '../values/number.ts';
import { Decimal, finite, Wide } from '../values/number.ts';
import { BOOLEAN, NUMBER } from '../values/types.ts';
import { define, indexAt, numberAt } from './define.ts';

/** Numeric functions (DMN 1.5, 10.3.4.5). */

/** Steps of a root, a logarithm or an exponential of 34 digits. */
const TRANSCENDENT = 2000;

type Rounding = DecimalModule.Rounding;

/** Scales that decimal128 can express (10.3.4.5, decimal). */
const MIN_SCALE = -6111;
const MAX_SCALE = 6176;

/** A remainder divides digit by digit: `modulo(1e6000, 7)` has six thousand of them. */
function spendDivision(dividend: DecimalValue, divisor: DecimalValue): void {
  spend(Math.max(0, dividend.e - divisor.e));
}

/** Rounds to `scale` decimals; a negative scale rounds to tens, hundreds … */
function round(value: DecimalValue, scale: number, mode: Rounding): DecimalValue {
  if (value.decimalPlaces() <= scale) return value;
  if (scale >= 0) return value.toDecimalPlaces(scale, mode);
  // Without bounds: a tiny number rounded up to thousands may not vanish on the way.
  const unit = new Wide(10).pow(-scale);
  return new Decimal(new Wide(value).div(unit).toDecimalPlaces(0, mode).times(unit));
}

function rounding(mode: Rounding, fallback: number | null) {
  return (args: Arguments, call: Call): DecimalValue | null => {
    const value = numberAt(args, 0);
    const scale = args[1] === undefined && fallback !== null ? fallback : indexAt(args, 1);
    if (value === null || scale === null) return call.fail('a number and a scale are needed');
    if (scale < MIN_SCALE || scale > MAX_SCALE) return call.fail(`scale ${scale} is out of range`);
    return finite(round(value, scale, mode));
  };
}

function one(calculate: (value: DecimalValue) => DecimalValue) {
  return (args: Arguments, call: Call): DecimalValue | null => {
    const value = numberAt(args, 0);
    spend(TRANSCENDENT);
    const result = value === null ? null : finite(calculate(value));
    return result ?? call.fail('no result for this number', 'no-value');
  };
}

function modulo(args: Arguments, call: Call): DecimalValue | null {
  const dividend = numberAt(args, 0);
  const divisor = numberAt(args, 1);
  if (dividend === null || divisor === null) return call.fail('two numbers are needed');
  if (divisor.isZero()) return call.fail('division by zero', 'no-value');
  spendDivision(dividend, divisor);
  const rest = dividend.mod(divisor);
  return rest.isZero() || rest.isNeg() === divisor.isNeg() ? rest : rest.plus(divisor);
}

const TWO = new Decimal(2);

/** Whether a number is a whole one that leaves this rest when it is halved. */
function parity(rest: 0 | 1) {
  return (args: Arguments): boolean | null => {
    const value = numberAt(args, 0);
    if (value === null) return null;
    spendDivision(value, TWO);
    return value.mod(TWO).abs().eq(rest);
  };
}

export const numeric: readonly Builtin[] = [
  define('decimal', 'n: number, scale: number', NUMBER, rounding(Decimal.ROUND_HALF_EVEN, null)),
  define('floor', 'n: number, scale?: number', NUMBER, rounding(Decimal.ROUND_FLOOR, 0)),
  define('ceiling', 'n: number, scale?: number', NUMBER, rounding(Decimal.ROUND_CEIL, 0)),
  define('round up', 'n: number, scale: number', NUMBER, rounding(Decimal.ROUND_UP, null)),
  define('round down', 'n: number, scale: number', NUMBER, rounding(Decimal.ROUND_DOWN, null)),
  define('round half up', 'n: number, scale: number', NUMBER, rounding(Decimal.ROUND_HALF_UP, null)),
  define('round half down', 'n: number, scale: number', NUMBER, rounding(Decimal.ROUND_HALF_DOWN, null)),
  define('modulo', 'dividend: number, divisor: number', NUMBER, modulo),
  define(
    'sqrt',
    'number: number',
    NUMBER,
    one((n) => n.sqrt()),
  ),
  define(
    'log',
    'number: number',
    NUMBER,
    one((n) => n.ln()),
  ),
  define(
    'exp',
    'number: number',
    NUMBER,
    one((n) => n.exp()),
  ),
  define('odd', 'number: number', BOOLEAN, parity(1)),
  define('even', 'number: number', BOOLEAN, parity(0)),
];
