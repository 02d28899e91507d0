import type { FeelValue } from '../types.ts';
import { weekday } from '../values/calendar.ts';
import { Decimal } from '../values/number.ts';
import { Range } from '../values/range.ts';
import { DAY, DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration, SECOND } from '../values/temporal.ts';

function n(value: number | bigint): Decimal {
  return new Decimal(typeof value === 'bigint' ? value.toString() : value);
}

function ofDate(date: FeelDate, key: string): FeelValue | undefined {
  if (key === 'year') return n(date.year);
  if (key === 'month') return n(date.month);
  if (key === 'day') return n(date.day);
  return key === 'weekday' ? n(weekday(date.epochDay)) : undefined;
}

function ofTime(time: FeelTime, offset: number | undefined, key: string): FeelValue | undefined {
  if (key === 'hour') return n(time.hour);
  if (key === 'minute') return n(time.minute);
  if (key === 'second') return n(time.second);
  if (key === 'time offset') return offset === undefined ? null : new DaysDuration(BigInt(offset) * SECOND);
  return key === 'timezone' ? (time.zone ?? null) : undefined;
}

function ofDays(duration: DaysDuration, key: string): FeelValue | undefined {
  const { nanos } = duration;
  if (key === 'days') return n(nanos / DAY);
  if (key === 'hours') return n((nanos % DAY) / (3600n * SECOND));
  if (key === 'minutes') return n((nanos % (3600n * SECOND)) / (60n * SECOND));
  return key === 'seconds' ? n(nanos % (60n * SECOND)).div(1e9) : undefined;
}

function ofRange(range: Range, key: string): FeelValue | undefined {
  if (key === 'start') return range.low;
  if (key === 'end') return range.high;
  if (key === 'start included') return range.lowIncluded;
  return key === 'end included' ? range.highIncluded : undefined;
}

/** A property of a value that is no context (DMN 1.5, table 56); undefined when it has none of that name. */
export function propertyOf(value: FeelValue, key: string): FeelValue | undefined {
  if (value instanceof FeelDate) return ofDate(value, key);
  if (value instanceof FeelDateTime) return ofDate(value.date, key) ?? ofTime(value.time, value.offset, key);
  if (value instanceof FeelTime) return ofTime(value, value.offset, key);
  if (value instanceof DaysDuration) return ofDays(value, key);
  if (value instanceof Range) return ofRange(value, key);
  if (!(value instanceof MonthsDuration)) return undefined;
  if (key === 'years') return n(Math.trunc(value.months / 12));
  return key === 'months' ? n(value.months % 12) : undefined;
}
