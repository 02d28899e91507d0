import { negateValue } from '../run/arithmetic.ts';
import type { FeelValue } from '../types.ts';
import { dayOfYear, isoWeek, weekday } from '../values/calendar.ts';
import type { Arguments, Builtin, Call } from '../values/function.ts';
import { Decimal, isNumber } from '../values/number.ts';
import { DaysDuration, FeelDate, FeelDateTime, MonthsDuration } from '../values/temporal.ts';
import { ANY, NUMBER, STRING } from '../values/types.ts';
import { define } from './define.ts';

/** Calendar functions and the clock of the evaluation (DMN 1.5, 10.3.4.7 and 10.3.4.8), and `abs`, which takes durations too. */

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function day(read: (date: FeelDate) => FeelValue) {
  return (args: Arguments, call: Call): FeelValue => {
    const [value] = args;
    if (value instanceof FeelDateTime) return read(value.date);
    return value instanceof FeelDate ? read(value) : call.fail('a date is needed');
  };
}

function abs(args: Arguments): FeelValue {
  const [value = null] = args;
  if (isNumber(value)) return value.abs();
  const negative =
    (value instanceof DaysDuration && value.nanos < 0n) || (value instanceof MonthsDuration && value.months < 0);
  return negative ? (negateValue(value) ?? null) : value;
}

const FORM = 'date: date|date and time';

export const time: readonly Builtin[] = [
  define(
    'day of year',
    FORM,
    NUMBER,
    day((d) => new Decimal(dayOfYear(d.year, d.month, d.day))),
  ),
  define(
    'day of week',
    FORM,
    STRING,
    day((d) => DAYS[weekday(d.epochDay) - 1] ?? null),
  ),
  define(
    'month of year',
    FORM,
    STRING,
    day((d) => MONTHS[d.month - 1] ?? null),
  ),
  define(
    'week of year',
    FORM,
    NUMBER,
    day((d) => new Decimal(isoWeek(d.year, d.month, d.day))),
  ),
  define(
    'now',
    '',
    { kind: 'date and time' },
    (_args, call) => call.run.now ?? call.fail('no instant was given', 'no-clock'),
  ),
  define(
    'today',
    '',
    { kind: 'date' },
    (_args, call) => call.run.now?.date ?? call.fail('no instant was given', 'no-clock'),
  ),
  define('abs', 'n: number|duration', ANY, abs),
];
