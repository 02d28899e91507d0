/**
 * Cron expressions of imported models (process.md §2, Timer): second, minute, hour, day of month, month, day of week and
 * an optional year; lists, ranges, steps, names, `?`, `L` as day of month. Five fields begin with the minute.
 */

interface Field {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const FIELDS: readonly Field[] = [
  { low: 0, high: 59 },
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: MONTHS },
  { low: 0, high: 7, names: DAYS },
  { low: 1970, high: 2199 },
];

interface Cron {
  readonly fields: readonly (ReadonlySet<number> | undefined)[];
  readonly lastDay: boolean;
}

/** Enough for any date that comes again, such as 29 February. */
const DAYS_AHEAD = 366 * 8;

const known = new Map<string, Cron | undefined>();

export function isCron(text: string): boolean {
  return cronOf(text) !== undefined;
}

/** The first instant strictly after `at`; `undefined` when there is none within eight years. */
export function nextCron(text: string, at: string, zone: string): string | undefined {
  const cron = cronOf(text);
  if (cron === undefined) return undefined;
  const from = Temporal.Instant.from(at).toZonedDateTimeISO(zone).add({ seconds: 1 }).with({ millisecond: 0 });
  let day = from.toPlainDate();
  for (let count = 0; count < DAYS_AHEAD; count += 1, day = day.add({ days: 1 })) {
    if (!fitsDay(cron, day)) continue;
    const time = timeOf(cron, count === 0 ? from.hour * 3600 + from.minute * 60 + from.second : 0);
    if (time !== undefined) return day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant().toString();
  }
  return undefined;
}

function cronOf(text: string): Cron | undefined {
  const written = text.trim();
  if (!known.has(written)) {
    // Texts may come from variables: what is remembered must not grow without bound.
    if (known.size > 1000) known.clear();
    known.set(written, parse(written));
  }
  return known.get(written);
}

function parse(text: string): Cron | undefined {
  const parts = text.split(/\s+/);
  if (parts.length === 5) parts.unshift('0');
  if (parts.length < 6 || parts.length > 7) return undefined;
  const lastDay = parts[3]?.toUpperCase() === 'L';
  // Quartz counts days of the week from 1 = Sunday, and knows `?`; six fields or more are Quartz.
  const quartz = text.split(/\s+/).length > 5;
  const fields = parts.map((part, index) => {
    if (index === 3 && lastDay) return undefined;
    return values(part, FIELDS[index] ?? { low: 0, high: 0 }, index === 5 && quartz ? -1 : 0);
  });
  return fields.includes(null) ? undefined : { fields: fields.map((field) => field ?? undefined), lastDay };
}

/** The values of a field; `undefined` for any, null for what cannot be read. `shift` is added to numbers, not to names. */
function values(text: string, field: Field, shift: number): ReadonlySet<number> | undefined | null {
  if (text === '*' || text === '?') return undefined;
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const every = step === undefined ? 1 : Number(step);
    const [first = '', last] = range.split('-');
    const low = range === '*' ? field.low : number(first, field, shift);
    const high =
      last !== undefined ? number(last, field, shift) : step === undefined && range !== '*' ? low : field.high;
    if (low === undefined || high === undefined || !Number.isInteger(every) || every < 1 || low > high) return null;
    for (let value = low; value <= high; value += every) found.add(field.names === DAYS ? value % 7 : value);
  }
  return found;
}

function number(text: string, field: Field, shift: number): number | undefined {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + (field.names === MONTHS ? 1 : 0);
  const value = /^\d+$/.test(text) ? Number(text) + shift : Number.NaN;
  return value >= field.low && value <= field.high ? value : undefined;
}

function fitsDay({ fields, lastDay }: Cron, day: Temporal.PlainDate): boolean {
  const fits = (index: number, value: number) => fields[index]?.has(value) ?? true;
  if (lastDay && day.day !== day.daysInMonth) return false;
  return fits(3, day.day) && fits(4, day.month) && fits(5, day.dayOfWeek % 7) && fits(6, day.year);
}

/** The first fitting time of a day at or after a second of it. */
function timeOf({ fields }: Cron, from: number): Temporal.PlainTime | undefined {
  const fits = (index: number, value: number) => fields[index]?.has(value) ?? true;
  for (let hour = Math.floor(from / 3600); hour < 24; hour += 1) {
    if (!fits(2, hour)) continue;
    for (let minute = 0; minute < 60; minute += 1) {
      if (!fits(1, minute) || hour * 3600 + minute * 60 + 59 < from) continue;
      for (let second = 0; second < 60; second += 1) {
        if (fits(0, second) && hour * 3600 + minute * 60 + second >= from)
          return Temporal.PlainTime.from({ hour, minute, second });
      }
    }
  }
  return undefined;
}
