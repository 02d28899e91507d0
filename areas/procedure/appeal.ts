import { appealLastDay } from '#platform/calendar/index.ts';

/** Whether an appeal came in time (FL 44 §); `unknown` until it is proven when the party got the decision. */
export type Timeliness = 'in-time' | 'late' | 'unknown';

/**
 * FL 45 §: `served` is a confirmed receipt or proven service, never the day of sending; `arrived` the day by FL 22 §.
 * Gives the last day too, when it is known.
 */
export function timeliness(
  served: Temporal.PlainDate | null,
  arrived: Temporal.PlainDate,
): { readonly timely: Timeliness; readonly last: Temporal.PlainDate | null } {
  if (served === null) return { timely: 'unknown', last: null };
  const last = appealLastDay(served);
  return { timely: Temporal.PlainDate.compare(arrived, last) <= 0 ? 'in-time' : 'late', last };
}

/** What an officer has found about an appeal that came late. */
export interface Found {
  /** The notice of how to appeal was wrong or missing (FL 45 § st. 1 p. 1). */
  readonly noticeWrong: boolean;
  /** It reached the court within the time (p. 2). */
  readonly courtInTime: boolean;
}

/** Why an appeal must not be dismissed; null when it must. */
export function standsAgainstDismissal(
  timely: Timeliness,
  found: Found,
): 'unknown' | 'in-time' | 'notice' | 'court' | null {
  if (timely !== 'late') return timely;
  if (found.noticeWrong) return 'notice';
  return found.courtInTime ? 'court' : null;
}
