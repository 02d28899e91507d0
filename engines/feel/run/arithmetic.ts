import type { FeelValue } from '../types.ts';
import { daysInMonth, FIRST_DAY, LAST_DAY, MAX_YEAR } from '../values/calendar.ts';
import { timeInstant } from '../values/equality.ts';
import { Decimal, isNumber } from '../values/number.ts';
import {
  DAY,
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  type Place,
  SECOND,
} from '../values/temporal.ts';
import { offsetAtInstant } from '../values/zone.ts';

/**
 * Arithmetic of the temporal kinds and of strings (DMN 1.5, 10.3.2.11 and 10.3.2.12, tables 45 to 48).
 * Each function answers `undefined` where the table has no cell for the two kinds; null where the result has no value.
 */
export type Outcome = FeelValue | undefined;

/** The date so many months later; the day is cut to the month's last. */
function plusMonths(date: FeelDate, months: number): FeelDate | null {
  const all = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(all / 12);
  const month = all - year * 12 + 1;
  if (Math.abs(year) > MAX_YEAR || !Number.isSafeInteger(all)) return null;
  return new FeelDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** The date-time whose clock shows this, or null beyond the calendar's end. */
function dateTimeOf(wall: bigint, place: Place): FeelDateTime | null {
  const beyond = wall < BigInt(FIRST_DAY) * DAY || wall >= BigInt(LAST_DAY + 1) * DAY;
  return beyond ? null : FeelDateTime.ofWall(wall, place);
}

function plusDuration(value: FeelValue, duration: DaysDuration | MonthsDuration, sign: 1 | -1): Outcome {
  if (duration instanceof MonthsDuration) {
    const months = duration.months * sign;
    if (value instanceof FeelDate) return plusMonths(value, months);
    if (value instanceof FeelDateTime) {
      const date = plusMonths(value.date, months);
      return date === null ? null : new FeelDateTime(date, value.time);
    }
    return undefined;
  }
  const nanos = sign === 1 ? duration.nanos : -duration.nanos;
  if (value instanceof FeelDate)
    return dateTimeOf(BigInt(value.epochDay) * DAY + nanos, new FeelTime(0, 0, 0))?.date ?? null;
  if (value instanceof FeelTime) return FeelTime.ofNanoOfDay((((value.nanoOfDay + nanos) % DAY) + DAY) % DAY, value);
  if (value instanceof FeelDateTime) return zonedPlus(value, nanos);
  return undefined;
}

/** In a named zone the duration runs on the UTC line: where clocks are set, 24 hours are not a day. */
function zonedPlus(value: FeelDateTime, nanos: bigint): FeelDateTime | null {
  const { zone } = value.time;
  if (zone === undefined) return dateTimeOf(value.wall + nanos, value.time);
  const instant = value.instant + nanos;
  return dateTimeOf(instant + BigInt(offsetAtInstant(zone, instant / SECOND)) * SECOND, value.time);
}

/** Longer texts than any letter are refused: doubled a few times over, they would fill the memory. */
const MAX_TEXT = 1_000_000;

function joined(a: string, b: string): Outcome {
  return a.length + b.length > MAX_TEXT ? null : a + b;
}

export function addValues(a: FeelValue, b: FeelValue): Outcome {
  if (typeof a === 'string') return typeof b === 'string' ? joined(a, b) : undefined;
  if (a instanceof DaysDuration && b instanceof DaysDuration) return new DaysDuration(a.nanos + b.nanos);
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return months(a.months + b.months);
  if (b instanceof DaysDuration || b instanceof MonthsDuration) return plusDuration(a, b, 1);
  if (a instanceof DaysDuration || a instanceof MonthsDuration) return plusDuration(b, a, 1);
  return undefined;
}

/** A date takes part in a subtraction of date-times as its midnight in UTC (10.3.2.9.4). */
function moment(value: FeelValue): FeelDateTime | null {
  if (value instanceof FeelDateTime) return value;
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, 0, 0, 0, { offset: 0 })) : null;
}

export function subtractValues(a: FeelValue, b: FeelValue): Outcome {
  if (a instanceof DaysDuration && b instanceof DaysDuration) return new DaysDuration(a.nanos - b.nanos);
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return months(a.months - b.months);
  if (b instanceof DaysDuration || b instanceof MonthsDuration) return plusDuration(a, b, -1);
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return a.isLocal === b.isLocal ? new DaysDuration(timeInstant(a) - timeInstant(b)) : null;
  }
  const from = moment(a);
  const to = moment(b);
  if (from === null || to === null) return undefined;
  return from.time.isLocal === to.time.isLocal ? new DaysDuration(from.instant - to.instant) : null;
}

/** 10^40 nanoseconds are longer than the calendar by far; a duration of thousands of digits would only cost. */
const MAX_DAYS_EXPONENT = 40;

function scaleDays(scaled: Decimal): FeelValue {
  return scaled.isFinite() && scaled.e <= MAX_DAYS_EXPONENT ? new DaysDuration(BigInt(scaled.trunc().toFixed())) : null;
}

function months(count: number): MonthsDuration | null {
  return Number.isSafeInteger(count) ? new MonthsDuration(count + 0) : null;
}

function scaleMonths(scaled: Decimal): FeelValue {
  return months(scaled.trunc().toNumber());
}

export function multiplyValues(a: FeelValue, b: FeelValue): Outcome {
  if (isNumber(a) && !isNumber(b)) return multiplyValues(b, a);
  if (!isNumber(b)) return undefined;
  if (a instanceof DaysDuration) return scaleDays(new Decimal(a.nanos.toString()).times(b));
  if (a instanceof MonthsDuration) return scaleMonths(new Decimal(a.months).times(b));
  return undefined;
}

export function divideValues(a: FeelValue, b: FeelValue): Outcome {
  if (a instanceof DaysDuration) {
    if (isNumber(b)) return b.isZero() ? null : scaleDays(new Decimal(a.nanos.toString()).div(b));
    if (!(b instanceof DaysDuration)) return undefined;
    return b.nanos === 0n ? null : new Decimal(a.nanos.toString()).div(b.nanos.toString());
  }
  if (a instanceof MonthsDuration) {
    if (isNumber(b)) return b.isZero() ? null : scaleMonths(new Decimal(a.months).div(b));
    if (!(b instanceof MonthsDuration)) return undefined;
    return b.months === 0 ? null : new Decimal(a.months).div(b.months);
  }
  return undefined;
}

export function negateValue(value: FeelValue): Outcome {
  if (isNumber(value)) return value.isZero() ? value : value.neg();
  if (value instanceof DaysDuration) return new DaysDuration(-value.nanos);
  if (value instanceof MonthsDuration) return new MonthsDuration(value.months === 0 ? 0 : -value.months);
  return undefined;
}
