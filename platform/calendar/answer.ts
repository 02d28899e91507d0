// The last day of a time that the authority itself sets in a letter (FL 20, 25 §§): it sets a day, not a number of days.
import { move } from './working-day.ts';

/** How many days `P14D` is: whole days, 1–999. Undefined for anything else. */
export function answerDays(text: string): number | undefined {
  const [, days] = /^P([1-9]\d{0,2})D$/.exec(text) ?? [];
  return days === undefined ? undefined : Number(days);
}

/**
 * The day by which a letter asks for an answer: so many days after the day of the letter, and a working day. Lag (1930:173)
 * moves only times of statutes (law.md, section 12.2), so the day that is written is itself one on which somebody answers.
 */
export function answerBy(written: Temporal.PlainDate, days: number): Temporal.PlainDate {
  return move(written.add({ days }));
}
