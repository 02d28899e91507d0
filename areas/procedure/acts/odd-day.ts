import { isWorkingDay } from '#platform/calendar/index.ts';
import type { Situation } from '../situation.ts';
import type { Given, ToConfirm } from './act.ts';

/** FL 20, 25 §§: the time must be reasonable. The law gives no number: with fewer days a letter by post leaves none to answer. */
const REASONABLE = 5;

/** A day that stands out and may yet be right: it is asked about once. One that cannot be right is refused by its field. */
export function oddDay({ today }: Situation, given: Given): ToConfirm | null {
  const day = given['senast'];
  if (day === undefined || day === '') return null;
  const far = Temporal.PlainDate.compare(day, today.add({ years: 1 })) > 0;
  return far ? { token: `${day}-far`, text: 'procedure.odd-day.far', days: { day } } : null;
}

/** The same of a last day to answer, which may also leave too little time. */
export function oddAnswerDay(s: Situation, given: Given): ToConfirm | null {
  const day = given['senast'];
  if (day === undefined || day === '') return null;
  const left = workingDays(s.today, Temporal.PlainDate.from(day));
  if (left >= REASONABLE) return oddDay(s, given);
  return { token: `${day}-short`, text: 'procedure.odd-day.short', values: { n: String(left) }, days: { day } };
}

/** How many working days there are to answer on, the last one with them; counted no further than is asked. */
function workingDays(today: Temporal.PlainDate, last: Temporal.PlainDate): number {
  let found = 0;
  for (let day = today.add({ days: 1 }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (isWorkingDay(day)) found += 1;
    if (found === REASONABLE) break;
  }
  return found;
}
