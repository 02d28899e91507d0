import { isCron, nextCron } from './cron.ts';
import { interval } from './intervals.ts';
import { after, instant, times } from './moments.ts';

/** Timers (process.md §2): ISO 8601 dates, durations and cycles, in the zone of legal time. Nothing here asks a clock. */

export const DEFAULT_ZONE = 'Europe/Stockholm';

type TimerKind = 'date' | 'duration' | 'cycle';

/** When a timer fires, and for a cycle how it goes on. */
export interface Due {
  readonly due: string;
  /** How often it may fire in all; absent: for ever. */
  readonly remaining?: number;
  /** The period, behind it perhaps `/` and the instant after which it fires no more; or a cron expression. */
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
  const [period = '', end] = every.split('/');
  const next = nextOf(due, period, at, zone);
  const over = next !== undefined && end !== undefined && Temporal.Instant.compare(next, end) > 0;
  return over ? undefined : next;
}

function nextOf(due: string, every: string, at: string, zone: string): string | undefined {
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

function cycle(text: string, at: string, zone: string): Due | undefined {
  if (isCron(text)) {
    const due = nextCron(text, at, zone);
    return due === undefined ? undefined : { due, every: text };
  }
  const [head = '', ...rest] = text.split('/');
  const count = /^R(\d*)$/.exec(head);
  if (count === null || rest.length === 0 || rest.length > 2) return undefined;
  const limit = count[1] === '' ? undefined : Number(count[1]);
  return interval(rest, limit, at, zone);
}

function later(a: string, b: string): string {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) < 0 ? b : a;
}
