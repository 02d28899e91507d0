// law.md, section 12.7.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  buildingAppealLastDayOfOthers,
  buildingDecisionDue,
  buildingFeeFactor,
  childInquiryDue,
  childReportDue,
  nonExecutionReportDue,
  preschoolPlaceDue,
  securityIncidentClocks,
  securityIncidentFinalDue,
  simplifiedServiceDay,
  socialWeeding,
  tobaccoDecisionDue,
} from './index.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

test('law 52a: a building permit is decided within ten weeks, once ten more', () => {
  assert.equal(buildingDecisionDue(day('2026-02-02'), false).toString(), '2026-04-13');
  assert.equal(buildingDecisionDue(day('2026-02-02'), true).toString(), '2026-06-22');
});

for (const [decided, factor] of [
  ['2026-04-13', '1'],
  ['2026-04-14', '0.8'],
  ['2026-04-20', '0.8'],
  ['2026-04-21', '0.6'],
  ['2026-05-12', '0'],
  ['2026-08-01', '0'],
  ['2026-03-01', '1'],
] as const) {
  test(`law 52a: due 2026-04-13, decided ${decided}: ${factor} of the fee`, () => {
    assert.equal(buildingFeeFactor(day('2026-04-13'), day(decided)).toString(), factor);
  });
}

test('law 52a: neighbours appeal a building permit a week later', () => {
  assert.equal(buildingAppealLastDayOfOthers(day('2026-03-06')).toString(), '2026-04-07');
});

test('12.7: months of preschool, tobacco and inquiries', () => {
  assert.equal(preschoolPlaceDue(day('2026-04-30')).toString(), '2026-08-30');
  assert.equal(tobaccoDecisionDue(day('2026-01-15'), false).toString(), '2026-05-15');
  assert.equal(tobaccoDecisionDue(day('2026-01-15'), true).toString(), '2026-09-15');
  assert.equal(childReportDue(day('2026-02-03')).toString(), '2026-02-17');
  assert.equal(childInquiryDue(day('2026-10-31')).toString(), '2027-02-28');
});

test('12.7: what is not carried out is reported after three months, then quarterly', () => {
  assert.equal(nonExecutionReportDue(day('2026-01-31'), 1).toString(), '2026-04-30');
  assert.equal(nonExecutionReportDue(day('2026-01-31'), 2).toString(), '2026-07-31');
});

test('12.7: social files are weeded five years after the last entry, by the end of the next calendar year', () => {
  const weeding = socialWeeding(day('2021-03-10'));
  assert.equal(weeding.due.toString(), '2026-03-10');
  assert.equal(weeding.doneBy.toString(), '2027-12-31');
});

test('12.7: hours of a security incident run through nights, weekends and changes of the clock', () => {
  const { warning, report } = securityIncidentClocks(Temporal.Instant.from('2026-03-28T12:00:00+01:00'));
  assert.equal(warning.toZonedDateTimeISO('Europe/Stockholm').toPlainDateTime().toString(), '2026-03-29T13:00:00');
  assert.equal(report.toString(), '2026-03-31T11:00:00Z');
  assert.equal(securityIncidentFinalDue(day('2026-01-31')).toString(), '2026-02-28');
});

test('12.7: simplified service: sent 1 April, served 15 April', () => {
  assert.equal(simplifiedServiceDay(day('2026-04-01')).toString(), '2026-04-15');
});
