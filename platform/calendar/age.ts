// Ages: law.md, section 12.8. Birth dates come from the register, never from the personal number.
import { addYears } from './period.ts';

/**
 * Whole years on a day: an age is reached as the birthday begins. One born on 29 February reaches it on 28 February in
 * common years (lag 1930:173 1 §). Compute it on the day of the decision or of the event, as the rule says. Negative
 * before birth is not a thing: then it is null.
 */
export function ageOn(birth: Temporal.PlainDate, day: Temporal.PlainDate): number | null {
  if (Temporal.PlainDate.compare(day, birth) < 0) return null;
  const years = day.year - birth.year;
  return Temporal.PlainDate.compare(addYears(birth, years), day) <= 0 ? years : years - 1;
}

/** The day an age is reached. */
export function dayOfAge(birth: Temporal.PlainDate, years: number): Temporal.PlainDate {
  return addYears(birth, years);
}
