import type { FeelValue } from '../types.ts';
import { compare, equality } from '../values/equality.ts';
import { isList } from '../values/kinds.ts';
import { Range } from '../values/range.ts';

/** Whether a value lies in a range: null when it cannot be compared with the range's ends. */
export function rangeHolds(range: Range, value: FeelValue): boolean | null {
  if (range.operator === '=') return equality(value, range.low);
  if (range.operator === '!=') {
    const same = equality(value, range.low);
    return same === null ? null : !same;
  }
  const endless = range.operator !== undefined;
  if (value === null || (!endless && (range.low === null || range.high === null))) return null;
  const low = range.low === null ? 1 : compare(value, range.low);
  const high = range.high === null ? -1 : compare(value, range.high);
  if (range.low === null && range.high === null) return null;
  if (low === null || high === null) return null;
  const aboveLow = low > 0 || (low === 0 && range.lowIncluded);
  return aboveLow && (high < 0 || (high === 0 && range.highIncluded));
}

/**
 * Whether a value passes one unary test whose expression gave `test`: a range that holds it, a list that has it
 * (or a range that holds it), or the value itself (DMN 1.5, 10.3.2.7).
 */
export function passes(value: FeelValue, test: FeelValue): boolean | null {
  if (test instanceof Range) return value instanceof Range ? equality(value, test) : rangeHolds(test, value);
  if (isList(test)) {
    if (isList(value) && equality(value, test) === true) return true;
    return test.some((item) =>
      item instanceof Range ? rangeHolds(item, value) === true : equality(value, item) === true,
    );
  }
  return equality(value, test);
}
