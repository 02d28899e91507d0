import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReported, owesReport, quarterFrom, quarterOf, reportsDue } from './clock.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const waiting = { decided: day('2025-11-30'), ended: null };

test('a report falls due the day after three months, and one more after each quarter', () => {
  assert.equal(reportsDue(waiting, day('2026-02-28')), 0);
  assert.equal(reportsDue(waiting, day('2026-03-01')), 1);
  assert.equal(reportsDue(waiting, day('2026-05-30')), 1);
  assert.equal(reportsDue(waiting, day('2026-05-31')), 2);
  assert.equal(reportsDue({ ...waiting, ended: day('2026-02-28') }, day('2027-01-01')), 0);
  assert.equal(reportsDue({ ...waiting, ended: day('2026-03-01') }, day('2027-01-01')), 1);
});

test('a report is owed until one is written after it fell due; an early one does not count', () => {
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

test('a quarter’s list has what was over three months by its end and waited when it began', () => {
  const [first, second] = [quarterOf(day('2026-01-01')), quarterOf(day('2026-04-01'))];
  const today = day('2026-08-01');
  const decided = day('2025-12-31');
  assert.ok(isReported({ decided, ended: null }, first, today), 'its three months end with the quarter');
  assert.ok(!isReported({ decided: day('2026-01-01'), ended: null }, first, today));
  assert.ok(!isReported({ decided, ended: day('2026-03-31') }, first, today), 'carried out on the last day');
  assert.ok(isReported({ decided, ended: day('2026-04-01') }, first, today));
  assert.ok(isReported({ decided, ended: day('2026-04-01') }, second, today));
  assert.ok(!isReported({ decided: day('2025-11-30'), ended: day('2026-03-31') }, second, today));
  assert.ok(!isReported({ decided, ended: null }, first, day('2026-03-31')), 'not before the time is out');
});
