// Appeal times: FL (2017:900) 44 §, KL (2017:725) 13 kap. 5 § (law.md, sections 12.3 and 12.6).
import { addWeeks } from './period.ts';
import { move } from './working-day.ts';

const { compare } = Temporal.PlainDate;

/**
 * Last day to appeal under FL 44 §: three weeks from the day the party got the decision, moved when it must be.
 * `received` is a confirmed receipt or proven service, never the day of sending or of publishing.
 */
export function appealLastDay(received: Temporal.PlainDate): Temporal.PlainDate {
  return move(addWeeks(received, 3));
}

/**
 * Last day to appeal under KL 13:5: three weeks from the day the adjusted minutes were announced on the notice board.
 * It only holds while the announcement stays up: see `announcementHasExpired`.
 */
export function appealLastDayAfterAnnouncement(announced: Temporal.PlainDate): Temporal.PlainDate {
  return move(addWeeks(announced, 3));
}

/** Days, both included, on which an announcement could not be seen on the notice board. */
export interface Gap {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/**
 * Whether the time to appeal under KL 13 is out on a day. The announcement must be on the board the whole time, so one
 * day away and the time does not run out: the announcement stays up and a person decides (KL 13:5 st. 2).
 */
export function announcementHasExpired(
  announced: Temporal.PlainDate,
  gaps: readonly Gap[],
  on: Temporal.PlainDate,
): boolean {
  const last = appealLastDayAfterAnnouncement(announced);
  const broken = gaps.some((gap) => compare(gap.from, last) <= 0 && compare(gap.to, announced) >= 0);
  return !broken && compare(on, last) > 0;
}

/** When adjusted minutes must be announced at the latest: the second day after (KL 8:12). */
export function announcementDue(adjusted: Temporal.PlainDate): Temporal.PlainDate {
  return adjusted.add({ days: 2 });
}

/**
 * The day a decision may be enforced when nobody appeals and FL 35 § is the rule: the day after the latest last day of
 * its parties. Null while a party has not got the decision.
 */
export function enforceableFrom(received: readonly (Temporal.PlainDate | null)[]): Temporal.PlainDate | null {
  let latest: Temporal.PlainDate | null = null;
  for (const day of received) {
    if (!day) return null;
    const last = appealLastDay(day);
    if (!latest || compare(last, latest) > 0) latest = last;
  }
  return latest?.add({ days: 1 }) ?? null;
}
