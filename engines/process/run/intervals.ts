import { after, instant, times } from './moments.ts';
import type { Due } from './timers.ts';

/**
 * Repeating intervals (ISO 8601 §5.6): a period, with a start (`R3/start/PT1H`, from it on), with an end (`R3/PT1H/end`, the
 * last time then), or both ends of one interval, whose length is the period. `limit` is how often; absent: for ever.
 */
export function interval(
  parts: readonly string[],
  limit: number | undefined,
  at: string,
  zone: string,
): Due | undefined {
  const [one = '', other] = parts;
  if (other === undefined) return repeated(after(at, one, zone), one, limit, at, zone);
  const [start, end] = [instant(one, zone), instant(other, zone)];
  if (start !== undefined && end === undefined) return repeated(start, other, limit, at, zone);
  if (end === undefined) return undefined;
  if (start === undefined) return until(end, one, limit, at, zone);
  const period = Temporal.Instant.from(start).until(end, { largestUnit: 'hour' });
  return period.sign > 0 ? repeated(start, period.toString(), limit, at, zone) : undefined;
}

function repeated(
  due: string | undefined,
  every: string,
  limit: number | undefined,
  at: string,
  zone: string,
): Due | undefined {
  if (due === undefined || !lasts(every, at, zone)) return undefined;
  return { due, every, ...(limit === undefined ? {} : { remaining: limit }) };
}

/** A period of nothing would fire without end at one instant. */
function lasts(every: string, at: string, zone: string): boolean {
  const next = after(at, every, zone);
  return next !== undefined && Temporal.Instant.compare(next, at) > 0;
}

/** Counted back from the end: those that are over are left out, and when all are, the last one is late. */
function until(end: string, every: string, limit: number | undefined, at: string, zone: string): Due | undefined {
  if (!lasts(every, at, zone)) return undefined;
  const last = Temporal.Instant.from(end).toZonedDateTimeISO(zone);
  const period = Temporal.Duration.from(every);
  const before = (count: number) => last.subtract(times(period, count)).toInstant();
  const open = (count: number) => Temporal.Instant.compare(before(count), at) > 0;
  const length = last.epochMilliseconds - before(1).epochMilliseconds;
  const left = Math.max(
    0,
    Math.floor((last.epochMilliseconds - Temporal.Instant.from(at).epochMilliseconds) / length) + 2,
  );
  // An estimate by the length of one period; months and summer time make it a little too long at most.
  let count = Math.min(left, limit === undefined ? left : Math.max(0, limit - 1));
  while (count > 0 && !open(count)) count -= 1;
  // The end goes along: rounds that a stop has missed are over, and none comes after it.
  return { due: before(count).toString(), every: `${every}/${end}` };
}
