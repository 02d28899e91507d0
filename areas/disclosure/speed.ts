import type { AnswerTime } from '#areas/cases/index.ts';
import { isWorkingDay } from '#platform/calendar/index.ts';

const ZONE = 'Europe/Stockholm';
/** A request that is older than one working day is shown as waiting too long (TF 2 kap. 15–16 §§: at once, promptly). */
export const ONE_DAY = 24;

/** Hours from one instant to another, those of Saturdays, Sundays and holidays left out. */
export function workingHours(from: string, to: string): number {
  let at = Temporal.Instant.from(from).toZonedDateTimeISO(ZONE);
  const end = Temporal.Instant.from(to).toZonedDateTimeISO(ZONE);
  let hours = 0;
  while (Temporal.ZonedDateTime.compare(at, end) < 0) {
    const midnight = at.toPlainDate().add({ days: 1 }).toZonedDateTime(ZONE);
    const next = Temporal.ZonedDateTime.compare(midnight, end) < 0 ? midnight : end;
    if (isWorkingDay(at.toPlainDate())) hours += at.until(next).total('hours');
    at = next;
  }
  return hours;
}

export interface Speed {
  readonly answered: number;
  /** Working hours that half of the answers took at most; null without answers. */
  readonly median: number | null;
  readonly longest: number | null;
  /** Answered within one working day. */
  readonly within: number;
  readonly waiting: readonly { readonly id: string; readonly number: string; readonly hours: number }[];
}

/** How fast requests are answered, and what waits, longest first. */
export function speedOf(times: readonly AnswerTime[], now: string): Speed {
  const took = times
    .flatMap(({ receivedAt, answeredAt }) => (answeredAt === null ? [] : [workingHours(receivedAt, answeredAt)]))
    .sort((a, b) => a - b);
  const waiting = times
    .filter(({ answeredAt }) => answeredAt === null)
    .map(({ id, number, receivedAt }) => ({ id, number, hours: workingHours(receivedAt, now) }))
    .sort((a, b) => b.hours - a.hours);
  return {
    answered: took.length,
    median: took[Math.floor((took.length - 1) / 2)] ?? null,
    longest: took.at(-1) ?? null,
    within: took.filter((hours) => hours <= ONE_DAY).length,
    waiting,
  };
}
