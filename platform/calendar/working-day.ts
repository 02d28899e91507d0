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
 * The day on which the act may last be done: the day itself, or the next weekday when the act moves it. For times set
 * by statute only; a time that an authority sets in an order is not extended, nor is a wait before a right opens.
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
