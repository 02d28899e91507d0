import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, isReported, owesReport, quarterFrom, quarterOf, reportsDue } from './clock.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const waiting = { since: day('2025-11-30'), ended: null };

test('law 55b: a report falls due the day after three months, and one more after each quarter', () => {
  assert.equal(reportsDue(waiting, day('2026-02-28')), 0);
  assert.equal(reportsDue(waiting, day('2026-03-01')), 1);
  assert.equal(reportsDue(waiting, day('2026-05-30')), 1);
  assert.equal(reportsDue(waiting, day('2026-05-31')), 2);
  assert.equal(reportsDue({ ...waiting, ended: day('2026-02-28') }, day('2027-01-01')), 0);
  assert.equal(reportsDue({ ...waiting, ended: day('2026-03-01') }, day('2027-01-01')), 1);
});

test('law 55b: a report is owed until one is written after it fell due; an early one does not count', () => {
  assert.ok(owesReport(waiting, [day('2026-02-20')], day('2026-03-01')));
  assert.ok(!owesReport(waiting, [day('2026-03-01')], day('2026-05-30')));
  assert.ok(owesReport(waiting, [day('2026-03-01')], day('2026-05-31')));
  assert.ok(!owesReport({ ...waiting, ended: day('2026-04-01') }, [], day('2026-04-02')));
});

test('quarters begin with January, April, July and October', () => {
  const { id, from, to } = quarterOf(day('2026-05-17'));
  assert.deepEqual([id, from.toString(), to.toString()], ['2026-2', '2026-04-01', '2026-06-30']);
  assert.equal(quarterFrom('2026-4')?.to.toString(), '2026-12-31');
  for (const wrong of [undefined, '', '2026-5', '2026-0', '1926-1', '2026-1x'])
    assert.equal(quarterFrom(wrong), undefined);
});

test('law 55b: a quarter’s list has what was over three months by its end and whose end was not written when it began', () => {
  const [first, second] = [quarterOf(day('2026-01-01')), quarterOf(day('2026-04-01'))];
  const today = day('2026-08-01');
  const since = day('2025-12-31');
  const on = (text: string) => ({ ended: day(text), said: day(text) });
  const waits = { ended: null, said: null };
  assert.ok(isReported({ since, ...waits }, first, today), 'its three months end with the quarter');
  assert.ok(!isReported({ since: day('2026-01-01'), ...waits }, first, today));
  assert.ok(!isReported({ since, ...on('2026-03-31') }, first, today), 'carried out on the last day');
  assert.ok(isReported({ since, ...on('2026-04-01') }, first, today));
  assert.ok(isReported({ since, ...on('2026-04-01') }, second, today));
  assert.ok(!isReported({ since: day('2025-11-30'), ...on('2026-03-31') }, second, today));
  assert.ok(!isReported({ since, ...waits }, first, day('2026-03-31')), 'not before the time is out');
});

test('an end that is written after a list has said that the decision waited stands in the next list', () => {
  const [first, second] = [quarterOf(day('2026-01-01')), quarterOf(day('2026-04-01'))];
  const today = day('2026-08-01');
  const since = day('2025-11-30');
  const late = { since, ended: day('2026-02-27'), said: day('2026-04-10') };
  assert.ok(isReported({ ...late, ended: null, said: null }, first, today), 'as it was written then');
  assert.ok(isReported(late, second, today), 'in time, but the list before said that it waited');
  assert.ok(!isReported(late, quarterOf(day('2026-07-01')), today));
  const never = { since: day('2026-01-10'), ended: day('2026-03-20'), said: day('2026-04-10') };
  assert.ok(!isReported(never, second, today), 'in time, and in no list');
});

test('days are counted to the day it ended, to the quarter’s end, or to today', () => {
  const quarter = quarterOf(day('2026-01-01'));
  assert.equal(daysOf(waiting, quarter, day('2026-08-01')), 121);
  assert.equal(daysOf(waiting, quarter, day('2026-03-01')), 91);
  assert.equal(daysOf({ ...waiting, ended: day('2026-03-02') }, quarter, day('2026-08-01')), 92);
});
