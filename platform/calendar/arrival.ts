// Arrival of a document: FL (2017:900) 22 § (law.md, section 12.4).
import { previousWorkingDay } from './working-day.ts';

/** Legal days are days in Sweden, 00:00 to 24:00. */
const LEGAL_ZONE = 'Europe/Stockholm';

/** The legal day of an instant, or of one in words (RFC 3339). */
export function legalDay(at: Temporal.Instant | string): Temporal.PlainDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(LEGAL_ZONE).toPlainDate();
}

/**
 * The day an electronic document arrived: the day it reached the authority, at any hour of any day. For a web form that
 * is the instant at which the person pressed send, not before.
 */
export function arrivalDay(received: Temporal.Instant): Temporal.PlainDate {
  return legalDay(received);
}

/**
 * The day a letter, or the notice of a paid postal item, counts as arrived: the working day before the one on which it
 * reached the authority, unless it is improbable that the post had sorted it out by then (FL 22 § st. 2).
 */
export function arrivalDayByPost(
  reached: Temporal.PlainDate,
  options: { readonly improbable?: boolean } = {},
): Temporal.PlainDate {
  return options.improbable ? reached : previousWorkingDay(reached);
}

/** The day a document in the letter-box counts as arrived; only the day's first emptying reaches back (FL 22 § st. 3). */
export function arrivalDayByLetterBox(emptied: Temporal.PlainDate, emptying: 'first' | 'later'): Temporal.PlainDate {
  return emptying === 'first' ? previousWorkingDay(emptied) : emptied;
}

/** How what nobody handed in through the house came: by post, in the letter-box before the first emptying, or otherwise. */
export const CAME_BY = ['post', 'brevlada', 'annat'] as const;
export type CameBy = (typeof CAME_BY)[number];

/**
 * The day something counts as arrived that came in this way on `day`, which is the day it was delivered, the box was
 * emptied, or it was received, with the rule that says so (FL 22 §).
 */
export function arrivalBy(
  came: CameBy,
  day: Temporal.PlainDate,
): { readonly arrived: Temporal.PlainDate; readonly rule: string } {
  if (came === 'post') return { arrived: arrivalDayByPost(day), rule: 'FL 22 § 2' };
  if (came === 'brevlada') return { arrived: arrivalDayByLetterBox(day, 'first'), rule: 'FL 22 § 3' };
  return { arrived: day, rule: 'FL 22 § 1' };
}

/** The first instant of a legal day: when what counts as arrived on that day, at no hour, is taken to be there. */
export function startOfLegalDay(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime(LEGAL_ZONE).toInstant();
}
