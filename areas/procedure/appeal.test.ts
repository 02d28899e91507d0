// FL 44–45 §§ (law.md, section 12.3): in time or late, and the two exceptions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standsAgainstDismissal, timeliness } from './appeal.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const nothing = { noticeWrong: false, courtInTime: false };

test('law 12c: the last day itself is in time, the day after is late', () => {
  // RÅ 2004 not 40: trettondagsafton does not move, and an appeal on 7 January was late.
  assert.equal(timeliness(day('2003-12-15'), day('2004-01-05')).timely, 'in-time');
  assert.equal(timeliness(day('2003-12-15'), day('2004-01-07')).timely, 'late');
  // RÅ 1999 not 181.
  assert.equal(timeliness(day('1999-03-16'), day('1999-04-08')).timely, 'late');
  assert.equal(timeliness(null, day('2026-05-01')).timely, 'unknown');
});

test('law 12c: dismissed is only what is proven late, with a right notice, and not in time at the court', () => {
  assert.equal(standsAgainstDismissal('late', nothing), null);
  assert.equal(standsAgainstDismissal('late', { ...nothing, noticeWrong: true }), 'notice');
  assert.equal(standsAgainstDismissal('late', { ...nothing, courtInTime: true }), 'court');
  for (const timely of ['in-time', 'unknown'] as const) assert.equal(standsAgainstDismissal(timely, nothing), timely);
});
