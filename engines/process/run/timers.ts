import { isCron, nextCron } from './cron.ts';

/** Timers (process.md §2): ISO 8601 dates, durations and cycles, in the zone of legal time. Nothing here asks a clock. */

export const DEFAULT_ZONE = 'Europe/Stockholm';

type TimerKind = 'date' | 'duration' | 'cycle';

/** When a timer fires, and for a cycle how it goes on. */
export interface Due {
  readonly due: string;
  /** How often it may fire in all; absent: for ever. */
  readonly remaining?: number;
  readonly every?: string;
}

/** Whether a literal timer cannot be understood. */
export function badTimer(kind: TimerKind, text: string): boolean {
  return dueAt(kind, text, '2026-01-01T00:00:00Z', DEFAULT_ZONE) === undefined;
}

/** The first instant of a timer that starts at `at`; `undefined` when the text cannot be understood. */
export function dueAt(kind: TimerKind, text: string, at: string, zone: string): Due | undefined {
  if (kind === 'cycle') return cycle(text.trim(), at, zone);
  const due = kind === 'date' ? instant(text, zone) : after(at, text, zone);
  return due === undefined ? undefined : { due };
}

/**
 * The next firing of a cycle after the one at `due`, strictly later than `at`: after a stop the missed ones run once,
 * not one by one (process.md §2, Timer).
 */
export function nextDue(due: string, every: string, at: string, zone: string): string | undefined {
  if (isCron(every)) return nextCron(every, later(due, at), zone);
  const now = Temporal.Instant.from(at);
  const next = after(due, every, zone);
  if (next === undefined || Temporal.Instant.compare(Temporal.Instant.from(next), now) > 0) return next;
  const first = Temporal.Instant.from(due).toZonedDateTimeISO(zone);
  const period = Temporal.Duration.from(every);
  const length = Temporal.Instant.from(next).epochMilliseconds - first.epochMilliseconds;
  // An estimate by the length of one period, then at most a few steps to correct for months and summer time.
  let count = Math.max(1, Math.floor((now.epochMilliseconds - first.epochMilliseconds) / length) - 1);
  while (count < Number.MAX_SAFE_INTEGER) {
    const candidate = first.add(times(period, count)).toInstant();
    if (Temporal.Instant.compare(candidate, now) > 0) return candidate.toString();
    count += 1;
  }
  return undefined;
}

/**
 * An instant from `2026-02-03T08:00:00+01:00`, a local date and time (in the zone), a date, a month or a year (their
 * first moment in the zone). `end` takes the last second of a date instead: a task due on a day may be done on it.
 */
export function instant(text: string, zone: string, end = false): string | undefined {
  const written = text.trim();
  return attempt(() => {
    if (/^\d{4}$/.test(written)) return startOf(Temporal.PlainDate.from(`${written}-01-01`), zone);
    if (/^\d{4}-\d{2}$/.test(written)) return startOf(Temporal.PlainDate.from(`${written}-01`), zone);
    if (/^\d{4}-\d{2}-\d{2}$/.test(written)) {
      const date = Temporal.PlainDate.from(written);
      return end ? lastSecond(date, zone) : startOf(date, zone);
    }
    // FEEL writes a zone as `2026-02-03T08:00:00@Europe/Stockholm`.
    const [local = '', named] = written.split('@');
    if (named !== undefined) return Temporal.PlainDateTime.from(local).toZonedDateTime(named).toInstant();
    // Temporal wants minutes; ISO 8601 allows the hour alone.
    const full = /T\d{2}$/.test(written) ? `${written}:00` : written;
    if (/(Z|[+-]\d{2}(:?\d{2})?)$/.test(full)) return Temporal.Instant.from(full);
    return Temporal.PlainDateTime.from(full).toZonedDateTime(zone).toInstant();
  });
}

function cycle(text: string, at: string, zone: string): Due | undefined {
  if (isCron(text)) {
    const due = nextCron(text, at, zone);
    return due === undefined ? undefined : { due, every: text };
  }
  const [head = '', ...rest] = text.split('/');
  const count = /^R(\d*)$/.exec(head);
  const every = rest.at(-1);
  if (count === null || every === undefined || rest.length > 2) return undefined;
  const start = rest.length === 2 ? instant(rest[0] ?? '', zone) : undefined;
  if (rest.length === 2 && start === undefined) return undefined;
  const due = start ?? after(at, every, zone);
  // A period of nothing would fire without end at one instant.
  if (due === undefined || after(at, every, zone) === Temporal.Instant.from(at).toString()) return undefined;
  const remaining = count[1] === '' ? undefined : Number(count[1]);
  return { due, every, ...(remaining === undefined ? {} : { remaining }) };
}

function later(a: string, b: string): string {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) < 0 ? b : a;
}

/** Days, months and years are calendar steps in the zone: P14D keeps the hour across summer time. */
function after(at: string, duration: string, zone: string): string | undefined {
  return attempt(() => {
    const added = Temporal.Duration.from(duration.trim());
    if (added.sign < 0) return undefined;
    return Temporal.Instant.from(at).toZonedDateTimeISO(zone).add(added).toInstant();
  });
}

function startOf(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime(zone).toInstant();
}

function lastSecond(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return startOf(date.add({ days: 1 }), zone).subtract({ seconds: 1 });
}

function times(period: Temporal.Duration, count: number): Temporal.Duration {
  const { years, months, weeks, days, hours, minutes, seconds } = period;
  return Temporal.Duration.from({
    years: years * count,
    months: months * count,
    weeks: weeks * count,
    days: days * count,
    hours: hours * count,
    minutes: minutes * count,
    seconds: seconds * count,
  });
}

/** Temporal throws for what it cannot read; here that is an ordinary answer. */
function attempt(read: () => Temporal.Instant | undefined): string | undefined {
  try {
    return read()?.toString();
  } catch {
    return undefined;
  }
}
