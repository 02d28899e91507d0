// Moving of a last day: lag (1930:173) om beräkning av lagstadgad tid, 2 § (law.md, section 12.2).
import { isHoliday } from './holidays.ts';

/** Midsommarafton (the Friday in 19–25 June), julafton and nyårsafton: the only eves that the act names. */
function isNamedEve(day: Temporal.PlainDate): boolean {
  if (day.month === 12) return day.day === 24 || day.day === 31;
  return day.month === 6 && day.dayOfWeek === 5 && day.day >= 19 && day.day <= 25;
}

/** Whether a statutory time that ends on this day ends on a later one instead: lag 1930:173 2 §. */
export function movesDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek === 6 || isHoliday(day) || isNamedEve(day);
}

/**
 * A working day (*arbetsdag*, FL 22 §): Monday to Friday that is no holiday and no day that moves a time.
 * The act does not define the word; this reading is the house's (law.md, section 12.4).
 */
export function isWorkingDay(day: Temporal.PlainDate): boolean {
  return !movesDay(day);
}

/**
 * The day itself, or the next day that is none of those that lag (1930:173) 2 § names. The act moves the last day of a time
 * set by statute, and nothing else: a day that an authority has written in an order stands, and a wait before a right
 * opens is not longer for it. A day that the authority is yet to write is chosen by the same step, so that it is one on
 * which somebody answers (`answerBy`).
 */
export function move(day: Temporal.PlainDate): Temporal.PlainDate {
  let moved = day;
  while (movesDay(moved)) moved = moved.add({ days: 1 });
  return moved;
}

/** The last working day before a day. */
export function previousWorkingDay(day: Temporal.PlainDate): Temporal.PlainDate {
  let earlier = day.subtract({ days: 1 });
  while (!isWorkingDay(earlier)) earlier = earlier.subtract({ days: 1 });
  return earlier;
}
