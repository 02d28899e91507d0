import type { FeelValue } from '../types.ts';
import { isValidDate } from '../values/calendar.ts';
import type { Arguments, Builtin, Call } from '../values/function.ts';
import { decimal } from '../values/number.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration, SECOND } from '../values/temporal.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../values/temporal-text.ts';
import { textOf } from '../values/text.ts';
import { ANY, NUMBER, STRING } from '../values/types.ts';
import { define, numberAt, textAt } from './define.ts';
import { parseRange } from './range-text.ts';

/** Conversion functions (DMN 1.5, 10.3.4.1). */

function whole(args: Arguments, index: number): number {
  const value = numberAt(args, index);
  return value?.isInteger() === true ? value.toNumber() : Number.NaN;
}

function date(args: Arguments, call: Call): FeelValue {
  const [from = null] = args;
  if (args.length > 1) {
    const [year, month, day] = [whole(args, 0), whole(args, 1), whole(args, 2)];
    return isValidDate(year, month, day) ? new FeelDate(year, month, day) : call.fail('no such date', 'no-value');
  }
  if (from instanceof FeelDate) return from;
  if (from instanceof FeelDateTime) return from.date;
  const parsed = typeof from === 'string' ? parseDate(from) : null;
  return parsed ?? call.fail('the text is no date', 'no-value');
}

function timeOfParts(args: Arguments, call: Call): FeelValue {
  const [hour, minute] = [whole(args, 0), whole(args, 1)];
  const second = numberAt(args, 2);
  const offset = args[3] ?? null;
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60)) return call.fail('no such time', 'no-value');
  if (second === null || second.isNeg() || second.gte(60)) return call.fail('no such time', 'no-value');
  const nano = second.minus(second.trunc()).times(1e9).trunc().toNumber();
  if (offset !== null && !(offset instanceof DaysDuration)) return call.fail('offset must be a duration');
  const seconds = offset === null ? undefined : Number(offset.nanos / SECOND);
  if (seconds !== undefined && Math.abs(seconds) > 64_800) return call.fail('offset is out of range', 'no-value');
  return new FeelTime(hour, minute, second.trunc().toNumber(), nano, { offset: seconds });
}

function time(args: Arguments, call: Call): FeelValue {
  const [from = null] = args;
  if (args.length > 1) return timeOfParts(args, call);
  if (from instanceof FeelTime) return from;
  if (from instanceof FeelDateTime) return from.time;
  if (from instanceof FeelDate) return new FeelTime(0, 0, 0, 0, { offset: 0 });
  const parsed = typeof from === 'string' ? parseTime(from) : null;
  return parsed ?? call.fail('the text is no time', 'no-value');
}

function dateTime(args: Arguments, call: Call): FeelValue {
  const [from = null, at = null] = args;
  if (args.length > 1) {
    const day = from instanceof FeelDateTime ? from.date : from;
    return day instanceof FeelDate && at instanceof FeelTime
      ? new FeelDateTime(day, at)
      : call.fail('a date and a time are needed');
  }
  if (from instanceof FeelDateTime) return from;
  if (from instanceof FeelDate) return new FeelDateTime(from, new FeelTime(0, 0, 0, 0, { offset: 0 }));
  const parsed = typeof from === 'string' ? parseDateTime(from) : null;
  return parsed ?? call.fail('the text is no date and time', 'no-value');
}

function duration(args: Arguments, call: Call): FeelValue {
  const [from = null] = args;
  if (from instanceof DaysDuration || from instanceof MonthsDuration) return from;
  const parsed = typeof from === 'string' ? parseDuration(from) : null;
  return parsed ?? call.fail('the text is no duration', 'no-value');
}

/** Whole months between two dates, cut towards zero. */
function monthsBetween(args: Arguments, call: Call): FeelValue {
  const day = (value: FeelValue | undefined) => (value instanceof FeelDateTime ? value.date : value);
  const [from, to] = [day(args[0]), day(args[1])];
  if (!(from instanceof FeelDate && to instanceof FeelDate)) return call.fail('two dates are needed');
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return new MonthsDuration(months - 1);
  return new MonthsDuration(months < 0 && to.day > from.day ? months + 1 : months);
}

function number(args: Arguments, call: Call): FeelValue {
  const [from = null, grouping = null, point = null] = args;
  if (typeof from !== 'string') return call.fail('a text is needed');
  if (grouping !== null && ![' ', ',', '.'].includes(String(grouping))) return call.fail('no such grouping separator');
  if (point !== null && ![',', '.'].includes(String(point))) return call.fail('no such decimal separator');
  if (grouping !== null && grouping === point) return call.fail('the separators are the same');
  let text = from;
  if (typeof grouping === 'string') text = text.replaceAll(grouping, '');
  if (typeof point === 'string') text = text.replace(point, '.');
  return decimal(text) ?? call.fail('the text is no number', 'no-value');
}

const DATE = { kind: 'date' } as const;
const TIME = { kind: 'time' } as const;
const DATE_TIME = { kind: 'date and time' } as const;
const PARTS = 'hour: number, minute: number, second: number';

export const conversion: readonly Builtin[] = [
  define('date', ['from: string|date|date and time', 'year: number, month: number, day: number'], DATE, date),
  define(
    'time',
    ['from: string|time|date and time|date', `${PARTS}, offset?: days and time duration|null`],
    TIME,
    time,
  ),
  define(
    'date and time',
    ['from: string|date and time|date', 'date: date|date and time, time: time'],
    DATE_TIME,
    dateTime,
  ),
  define('duration', 'from: string|duration', ANY, duration),
  define(
    'years and months duration',
    'from: date|date and time, to: date|date and time',
    { kind: 'years and months duration' },
    monthsBetween,
  ),
  define('number', 'from: string, grouping separator?: string|null, decimal separator?: string|null', NUMBER, number),
  define('range', 'from: string', { kind: 'range', of: ANY }, (args, call) => {
    return parseRange(textAt(args, 0)) ?? call.fail('the text is no range', 'no-value');
  }),
  define('string', 'from: any', STRING, (args) => (args[0] === null || args[0] === undefined ? null : textOf(args[0]))),
];
