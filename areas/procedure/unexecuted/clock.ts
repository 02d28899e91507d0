import { nonExecutionReportDue } from '#platform/calendar/index.ts';

type Day = Temporal.PlainDate;

/** A favourable decision that is reported when it is not carried out. */
export interface Favourable {
  readonly decided: Day;
  /** The day it was carried out, or ended another way; null while it waits. */
  readonly ended: Day | null;
}

/**
 * SoL 34 kap. 1 §: how many reports have fallen due by a day: one when three months are over without the decision being
 * carried out, one more for each quarter after that. The last day of the three months is still in time.
 */
export function reportsDue({ decided, ended }: Favourable, today: Day): number {
  const until = ended !== null && Temporal.PlainDate.compare(ended, today) < 0 ? ended : today;
  let reports = 0;
  while (Temporal.PlainDate.compare(until, nonExecutionReportDue(decided, reports + 1)) > 0) reports += 1;
  return reports;
}

/** Whether the last report that has fallen due is still to be written; `told` are the days on which reports were. */
export function owesReport(decision: Favourable, told: readonly Day[], today: Day): boolean {
  const reports = reportsDue(decision, today);
  if (decision.ended !== null || reports === 0) return false;
  const due = nonExecutionReportDue(decision.decided, reports);
  return !told.some((day) => Temporal.PlainDate.compare(day, due) > 0);
}

/** A quarter of a year; `from` and `to` are its first and last day. */
export interface Quarter {
  readonly id: string;
  readonly from: Day;
  readonly to: Day;
}

/** The quarter that a day lies in; its id is `2026-2`. */
export function quarterOf(day: Day): Quarter {
  const number = Math.ceil(day.month / 3);
  const from = Temporal.PlainDate.from({ year: day.year, month: number * 3 - 2, day: 1 });
  return { id: `${day.year}-${number}`, from, to: from.add({ months: 3 }).subtract({ days: 1 }) };
}

/** The quarter with an id; undefined for anything else. */
export function quarterFrom(id: string | undefined): Quarter | undefined {
  const [, year, number] = /^(20\d\d)-([1-4])$/.exec(id ?? '') ?? [];
  if (year === undefined || number === undefined) return undefined;
  return quarterOf(Temporal.PlainDate.from({ year: Number(year), month: Number(number) * 3, day: 1 }));
}

/**
 * Whether a decision stands in the list of a quarter: its three months were over by the quarter's end, and it was still
 * not carried out when the quarter began. One that was carried out late within the quarter stands there with its day.
 */
export function isReported(decision: Favourable, { from, to }: Quarter, today: Day): boolean {
  // What happened after the quarter is no part of its list.
  const seen = Temporal.PlainDate.compare(to.add({ days: 1 }), today) < 0 ? to.add({ days: 1 }) : today;
  if (reportsDue(decision, seen) === 0) return false;
  return decision.ended === null || Temporal.PlainDate.compare(decision.ended, from) >= 0;
}
