import type { FeelContext, FeelValue } from '../types.ts';
import { isContext, isList, kindOf } from './kinds.ts';
import { spend } from './meter.ts';
import { compareNumbers, isNumber } from './number.ts';
import { Range } from './range.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration, SECOND } from './temporal.ts';
import { offsetAt } from './zone.ts';

const EPOCH = new FeelDate(1970, 1, 1);

/** A time's nanoseconds since midnight UTC; its zone, if named, as it was at the epoch (a time has no date). */
export function timeInstant(time: FeelTime): bigint {
  const offset = time.zone === undefined ? (time.offset ?? 0) : offsetAt(time.zone, EPOCH, time);
  return time.nanoOfDay - BigInt(offset) * SECOND;
}

/** Order of two values of one comparable kind (10.3.2.13, table 49), or null when they have no order. */
export function compare(a: FeelValue, b: FeelValue): number | null {
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : null;
  if (typeof a === 'string') return typeof b === 'string' ? order(a, b) : null;
  if (a instanceof FeelDate) return b instanceof FeelDate ? order(a.epochDay, b.epochDay) : null;
  if (a instanceof FeelDateTime) {
    return b instanceof FeelDateTime && a.time.isLocal === b.time.isLocal ? order(a.instant, b.instant) : null;
  }
  if (a instanceof FeelTime) {
    return b instanceof FeelTime && a.isLocal === b.isLocal ? order(timeInstant(a), timeInstant(b)) : null;
  }
  if (a instanceof DaysDuration) return b instanceof DaysDuration ? order(a.nanos, b.nanos) : null;
  if (a instanceof MonthsDuration) return b instanceof MonthsDuration ? order(a.months, b.months) : null;
  return null;
}

function order<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sameEntries(a: FeelContext, b: FeelContext): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  spend(keys.length);
  return keys.every((key) => Object.hasOwn(b, key) && equality(a[key] ?? null, b[key] ?? null) === true);
}

function sameRange(a: Range, b: Range): boolean {
  return (
    a.lowIncluded === b.lowIncluded &&
    a.highIncluded === b.highIncluded &&
    (a.operator === '!=') === (b.operator === '!=') &&
    equality(a.low, b.low) === true &&
    equality(a.high, b.high) === true
  );
}

/**
 * FEEL's `=`: true or false for values of one kind and for anything against null, otherwise null
 * (DMN 1.5, 10.3.2.13: operands of different kinds have no equality).
 */
export function equality(a: FeelValue, b: FeelValue): boolean | null {
  if (a === null || b === null) return a === b;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) === 0 : null;
  if (typeof a === 'string' || typeof a === 'boolean') return typeof a === typeof b ? a === b : null;
  if (isList(a)) {
    if (!isList(b)) return null;
    spend(Math.min(a.length, b.length));
    return a.length === b.length && a.every((item, index) => equality(item, b[index] ?? null) === true);
  }
  if (isContext(a)) return isContext(b) ? sameEntries(a, b) : null;
  if (a instanceof Range) return b instanceof Range ? sameRange(a, b) : null;
  if (kindOf(a) !== kindOf(b)) return null;
  if (kindOf(a) === 'function') return a === b;
  const result = compare(a, b);
  // A local and a zoned value are of one kind but have no common time line: they differ.
  return result === 0;
}

/** True when FEEL's `=` says true. */
export function equal(a: FeelValue, b: FeelValue): boolean {
  return equality(a, b) === true;
}
