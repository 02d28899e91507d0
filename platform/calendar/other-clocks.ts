// Clocks of single acts (law.md, section 12.7). Each function is one rule; what it does not move, the act does not.
import { Decimal } from 'decimal.js';
import { addMonths, addYears } from './period.ts';
import { move } from './working-day.ts';

type Day = Temporal.PlainDate;

/** PBL 9:99: the decision is due ten weeks after the start; once ten weeks more when extended before the first end. */
export function buildingDecisionDue(start: Day, extended: boolean): Day {
  return start.add({ weeks: extended ? 20 : 10 });
}

/** PBL 12:8 a: the share of the fee that is left: a fifth less for each week begun past the due day, never below 0. */
export function buildingFeeFactor(due: Day, decided: Day): Decimal {
  const late = due.until(decided, { largestUnit: 'days' }).days;
  const weeks = Math.max(0, Math.ceil(late / 7));
  return Decimal.max(0, new Decimal(1).minus(new Decimal('0.2').times(weeks)));
}

/** PBL 13:16: others than the parties appeal within three weeks from one week after the announcement. */
export function buildingAppealLastDayOfOthers(announced: Day): Day {
  return move(announced.add({ weeks: 4 }));
}

/** Skollagen 8:14: a preschool place within four months of the wish. */
export function preschoolPlaceDue(wished: Day): Day {
  return addMonths(wished, 4);
}

/** Lag 2018:2088: tobacco permit within four months, once four more when extended. */
export function tobaccoDecisionDue(complete: Day, extended: boolean): Day {
  return addMonths(complete, extended ? 8 : 4);
}

/** SoL 20:1: whether to open an inquiry about a child is decided within 14 days of the report. */
export function childReportDue(reported: Day): Day {
  return reported.add({ days: 14 });
}

/** SoL 20:2: an inquiry about a child is done within four months. */
export function childInquiryDue(opened: Day): Day {
  return addMonths(opened, 4);
}

/** SoL 34:1: a decision that is not carried out is reported after three months, then every quarter; `report` from 1. */
export function nonExecutionReportDue(decided: Day, report: number): Day {
  return addMonths(decided, 3 * report);
}

/** SoL 16: weeding is due five years after the last entry and done by the end of the calendar year after that. */
export function socialWeeding(lastEntry: Day): { readonly due: Day; readonly doneBy: Day } {
  const due = addYears(lastEntry, 5);
  return { due, doneBy: Temporal.PlainDate.from({ year: due.year + 1, month: 12, day: 31 }) };
}

/** Cybersäkerhetslagen (2025:1506) 2:5–8: hours run from knowledge and are never moved; the last is a month's. */
export function securityIncidentClocks(known: Temporal.Instant): {
  readonly warning: Temporal.Instant;
  readonly report: Temporal.Instant;
} {
  return { warning: known.add({ hours: 24 }), report: known.add({ hours: 72 }) };
}

/** The final report on a security incident: one month after the report. */
export function securityIncidentFinalDue(reported: Day): Day {
  return addMonths(reported, 1);
}

/** Delgivningslagen: simplified service counts as done two weeks after the document was sent. */
export function simplifiedServiceDay(sent: Day): Day {
  return sent.add({ weeks: 2 });
}
