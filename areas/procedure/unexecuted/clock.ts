import { nonExecutionReportDue } from '#platform/calendar/index.ts';

type Day = Temporal.PlainDate;

/** A time in which a favourable decision is not carried out: from when it was made, or from when it was interrupted. */
export interface Wait {
  readonly since: Day;
  /** The day it was carried out, or ended another way; null while it waits. */
  readonly ended: Day | null;
}

/**
 * SoL 34 kap. 1 §: how many reports have fallen due by a day: one when three months are over without the decision being
 * carried out, one more for each quarter after that. The last day of the three months is still in time.
 */
export function reportsDue({ since, ended }: Wait, today: Day): number {
  const until = ended !== null && Temporal.PlainDate.compare(ended, today) < 0 ? ended : today;
  let reports = 0;
  while (Temporal.PlainDate.compare(until, nonExecutionReportDue(since, reports + 1)) > 0) reports += 1;
  return reports;
}

/** Whether the last report that has fallen due is still to be written; `told` are the days on which reports were. */
export function owesReport(wait: Wait, told: readonly Day[], today: Day): boolean {
  const reports = reportsDue(wait, today);
  if (wait.ended !== null || reports === 0) return false;
  const due = nonExecutionReportDue(wait.since, reports);
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

/** The day after a quarter, or today while it runs: what its list shows had been written before that day began. */
export function seenFrom({ to }: Quarter, today: Day): Day {
  const after = to.add({ days: 1 });
  return Temporal.PlainDate.compare(after, today) < 0 ? after : today;
}

/**
 * Whether a wait stands in the list of a quarter: its three months were over by the quarter's end, and its end had not
 * been written when the quarter began (`said`: the day it was). One that ended late stands there with its day; so does
 * one that an earlier list said was waiting, in the list of the quarter in which its end was written (SoL 34 kap. 2 §).
 */
export function isReported(wait: Wait & { readonly said: Day | null }, quarter: Quarter, today: Day): boolean {
  const { from } = quarter;
  if (wait.said !== null && Temporal.PlainDate.compare(wait.said, from) < 0) return false;
  return reportsDue(wait, seenFrom(quarter, today)) > 0 || reportsDue({ since: wait.since, ended: null }, from) > 0;
}

/** Days that a wait had lasted when it ended, or by the end of a quarter, or until today while that runs. */
export function daysOf({ since, ended }: Wait, { to }: Quarter, today: Day): number {
  const last = Temporal.PlainDate.compare(to, today) < 0 ? to : today;
  return since.until(ended ?? last).days;
}
