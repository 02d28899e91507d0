// law.md, section 12.1 (lag 1930:173 1 §) and ages (12.8).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMonths, addWeeks, ageOn, dayOfAge } from './index.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

test('12.1: three weeks end on the same weekday, the start day not counted', () => {
  assert.equal(addWeeks(day('2026-02-03'), 3).toString(), '2026-02-24');
});

test('12.1: a month that lacks the number ends the time on its last day', () => {
  assert.equal(addMonths(day('2025-08-31'), 6).toString(), '2026-02-28');
  assert.equal(addMonths(day('2027-08-31'), 6).toString(), '2028-02-29');
  assert.equal(addMonths(day('2026-01-31'), 1).toString(), '2026-02-28');
  assert.equal(addMonths(day('2026-02-28'), 1).toString(), '2026-03-28');
});

test('12.8: an age is reached as the birthday begins', () => {
  assert.equal(ageOn(day('2008-02-04'), day('2026-02-03')), 17);
  assert.equal(ageOn(day('2008-02-03'), day('2026-02-03')), 18);
  assert.equal(ageOn(day('2026-02-03'), day('2026-02-03')), 0);
  assert.equal(ageOn(day('2026-02-04'), day('2026-02-03')), null);
});

test('12.8: one born on 29 February reaches an age on 28 February in common years', () => {
  assert.equal(ageOn(day('2008-02-29'), day('2026-02-27')), 17);
  assert.equal(ageOn(day('2008-02-29'), day('2026-02-28')), 18);
  assert.equal(ageOn(day('2008-02-29'), day('2028-02-28')), 19);
  assert.equal(dayOfAge(day('2008-02-29'), 20).toString(), '2028-02-29');
});
