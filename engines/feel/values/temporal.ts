import type { FeelTemporal } from '../types.ts';
import { civil, epochDay } from './calendar.ts';
import { offsetAt } from './zone.ts';

/** Nanoseconds in a second, a day. */
export const SECOND = 1_000_000_000n;
export const DAY = 86_400n * SECOND;

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** A calendar date without time or zone. */
export class FeelDate implements FeelTemporal {
  readonly kind = 'date';
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  static ofEpochDay(days: number): FeelDate {
    const { year, month, day } = civil(days);
    return new FeelDate(year, month, day);
  }

  /** Days since 1970-01-01. */
  get epochDay(): number {
    return epochDay(this.year, this.month, this.day);
  }

  toString(): string {
    const year = `${this.year < 0 ? '-' : ''}${pad(Math.abs(this.year), 4)}`;
    return `${year}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }
}

/** Where a time is told: a zone by name, an offset in seconds, or neither (local). */
export interface Place {
  readonly offset?: number | undefined;
  readonly zone?: string | undefined;
}

function offsetText(offset: number): string {
  if (offset === 0) return 'Z';
  const all = Math.abs(offset);
  const seconds = all % 60;
  const text = `${offset < 0 ? '-' : '+'}${pad(Math.floor(all / 3600), 2)}:${pad(Math.floor(all / 60) % 60, 2)}`;
  return seconds === 0 ? text : `${text}:${pad(seconds, 2)}`;
}

/** A time of day with nanoseconds, local or with offset or zone. */
export class FeelTime implements FeelTemporal {
  readonly kind = 'time';
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
  readonly offset: number | undefined;
  readonly zone: string | undefined;

  constructor(hour: number, minute: number, second: number, nano = 0, place: Place = {}) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.nano = nano;
    this.offset = place.offset;
    this.zone = place.zone;
  }

  static ofNanoOfDay(nanos: bigint, place: Place = {}): FeelTime {
    const seconds = Number(nanos / SECOND);
    const hour = Math.floor(seconds / 3600);
    return new FeelTime(hour, Math.floor(seconds / 60) % 60, seconds % 60, Number(nanos % SECOND), place);
  }

  get nanoOfDay(): bigint {
    return BigInt(this.hour * 3600 + this.minute * 60 + this.second) * SECOND + BigInt(this.nano);
  }

  get isLocal(): boolean {
    return this.offset === undefined && this.zone === undefined;
  }

  toString(): string {
    const fraction = this.nano === 0 ? '' : `.${pad(this.nano, 9).replace(/0+$/, '')}`;
    const place = this.zone !== undefined ? `@${this.zone}` : this.offset !== undefined ? offsetText(this.offset) : '';
    return `${pad(this.hour, 2)}:${pad(this.minute, 2)}:${pad(this.second, 2)}${fraction}${place}`;
  }
}

/** A date with a time; the zone is the time's. */
export class FeelDateTime implements FeelTemporal {
  readonly kind = 'date and time';
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** Local nanoseconds since 1970-01-01T00:00, as the clock on the wall shows them. */
  get wall(): bigint {
    return BigInt(this.date.epochDay) * DAY + this.time.nanoOfDay;
  }

  /** Offset from UTC in seconds, or undefined for a local value. */
  get offset(): number | undefined {
    if (this.time.zone === undefined) return this.time.offset;
    return offsetAt(this.time.zone, this.date, this.time);
  }

  /** Nanoseconds since the epoch on the UTC line; local values count as if they were UTC. */
  get instant(): bigint {
    return this.wall - BigInt(this.offset ?? 0) * SECOND;
  }

  static ofWall(nanos: bigint, place: Place = {}): FeelDateTime {
    const ofDay = ((nanos % DAY) + DAY) % DAY;
    const days = Number((nanos - ofDay) / DAY);
    return new FeelDateTime(FeelDate.ofEpochDay(days), FeelTime.ofNanoOfDay(ofDay, place));
  }

  toString(): string {
    return `${this.date}T${this.time}`;
  }
}

/** A span of days, hours, minutes, seconds: a whole number of nanoseconds. */
export class DaysDuration implements FeelTemporal {
  readonly kind = 'days and time duration';
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  toString(): string {
    if (this.nanos === 0n) return 'PT0S';
    const all = this.nanos < 0n ? -this.nanos : this.nanos;
    const days = all / DAY;
    const seconds = Number((all % DAY) / SECOND);
    const fraction = all % SECOND;
    const parts: string[] = [];
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    if (hours > 0) parts.push(`${hours}H`);
    if (minutes > 0) parts.push(`${minutes}M`);
    const rest = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
    if (seconds % 60 > 0 || rest !== '') parts.push(`${seconds % 60}${rest}S`);
    const time = parts.length > 0 ? `T${parts.join('')}` : '';
    return `${this.nanos < 0n ? '-' : ''}P${days > 0n ? `${days}D` : ''}${time}`;
  }
}

/** A span of calendar years and months: a whole number of months. */
export class MonthsDuration implements FeelTemporal {
  readonly kind = 'years and months duration';
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }

  toString(): string {
    if (this.months === 0) return 'P0M';
    const all = Math.abs(this.months);
    const years = Math.floor(all / 12);
    const months = all % 12;
    return `${this.months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${months > 0 ? `${months}M` : ''}`;
  }
}

export type TemporalValue = FeelDate | FeelTime | FeelDateTime | DaysDuration | MonthsDuration;

export function isTemporal(value: unknown): value is TemporalValue {
  return (
    value instanceof FeelDate ||
    value instanceof FeelDateTime ||
    value instanceof FeelTime ||
    value instanceof DaysDuration ||
    value instanceof MonthsDuration
  );
}
