import { isValidDate, LAST_DAY, MAX_YEAR } from './calendar.ts';
import {
  DAY,
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  type Place,
  SECOND,
  type TemporalValue,
} from './temporal.ts';
import { isZone } from './zone.ts';

/** Reads the lexical forms of DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8 (XML Schema 1.1 with zone names). Null when malformed. */

const DATE = /^(-?)(\d{4,9})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[-+]\d\d:\d\d(?::\d\d)?|@[A-Za-z].*)?$/;
/** XML Schema's time zones end at ±14:00, Java's and the conformance suite's at ±18:00. */
const MAX_OFFSET = 18 * 3600;

export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [, sign, digits = '', month, day] = match;
  if (digits.length > 4 && digits.startsWith('0')) return null;
  const year = Number(digits) * (sign === '-' ? -1 : 1);
  if (Math.abs(year) > MAX_YEAR) return null;
  return isValidDate(year, Number(month), Number(day)) ? new FeelDate(year, Number(month), Number(day)) : null;
}

function parsePlace(text: string | undefined): Place | null {
  if (text === undefined) return {};
  if (text === 'Z') return { offset: 0 };
  if (text.startsWith('@')) return isZone(text.slice(1)) ? { zone: text.slice(1) } : null;
  const [hours = '', minutes = '', seconds = '0'] = text.slice(1).split(':');
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (offset > MAX_OFFSET) return null;
  return { offset: text.startsWith('-') && offset !== 0 ? -offset : offset };
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
  readonly place: Place;
}

function parseClock(text: string): Clock | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, hour, minute, second, fraction = '', place] = match;
  const where = parsePlace(place);
  if (where === null) return null;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  const nano = Number(fraction.slice(0, 9).padEnd(9, '0'));
  if (clock.minute > 59 || clock.second > 59 || clock.hour > 24) return null;
  // 24:00:00 is the end of the day, the next day's midnight (XML Schema 1.1, 3.3.7).
  if (clock.hour === 24 && (clock.minute > 0 || clock.second > 0 || nano > 0)) return null;
  return { ...clock, nano, place: where };
}

export function parseTime(text: string): FeelTime | null {
  const clock = parseClock(text);
  if (clock === null) return null;
  return new FeelTime(clock.hour % 24, clock.minute, clock.second, clock.nano, clock.place);
}

/** Also reads a bare date, as its midnight (10.3.4.1). */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T');
  const date = parseDate(split < 0 ? text : text.slice(0, split));
  if (date === null) return null;
  if (split < 0) return new FeelDateTime(date, new FeelTime(0, 0, 0));
  const clock = parseClock(text.slice(split + 1));
  if (clock === null) return null;
  const time = new FeelTime(clock.hour % 24, clock.minute, clock.second, clock.nano, clock.place);
  if (clock.hour < 24) return new FeelDateTime(date, time);
  return date.epochDay >= LAST_DAY ? null : new FeelDateTime(FeelDate.ofEpochDay(date.epochDay + 1), time);
}

/** As `parseDateTime`, with seconds left out if need be: `2026-02-03T08:00+01:00` (RFC 3339 producers do that). */
export function parseInstant(text: string): FeelDateTime | null {
  return parseDateTime(text.replace(/^(-?\d{4,}-\d\d-\d\dT\d\d:\d\d)(?=$|[Z@+-])/, '$1:00'));
}

const MONTHS = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?$/;
const DAYS = /^(-)?P(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/;

/** No duration reaches further than the calendar; a text of thousands of digits is none. */
const MAX_DURATION_TEXT = 100;

export function parseDuration(text: string): DaysDuration | MonthsDuration | null {
  const months = MONTHS.exec(text);
  if (months !== null && (months[2] !== undefined || months[3] !== undefined)) {
    const count = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    if (!Number.isSafeInteger(count)) return null;
    return new MonthsDuration(months[1] === undefined || count === 0 ? count : -count);
  }
  const match = text.length > MAX_DURATION_TEXT ? null : DAYS.exec(text);
  if (match === null) return null;
  const [, sign, days, time, hours, minutes, seconds, fraction = ''] = match;
  if (time === 'T' || (days === undefined && time === undefined)) return null;
  const whole = BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
  const nanos = BigInt(days ?? 0) * DAY + whole * SECOND + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return new DaysDuration(sign === undefined ? nanos : -nanos);
}

/** The value of an at-literal `@"…"`: whichever temporal form the text has (grammar rule 62). */
export function parseTemporal(text: string): TemporalValue | null {
  if (/^-?P/.test(text)) return parseDuration(text);
  if (text.includes('T') && /^-?\d{4,}-/.test(text)) return parseDateTime(text);
  return parseDate(text) ?? parseTime(text);
}
