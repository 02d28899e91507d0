import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speedOf, workingHours } from './speed.ts';

test('law 17c: the hours to the answer are those of working days, also over a change of the clock', () => {
  for (const [from, to, hours] of [
    ['2026-02-03T08:00:00Z', '2026-02-03T10:30:00Z', 2.5],
    ['2026-02-06T15:00:00Z', '2026-02-09T08:00:00Z', 17],
    // Good Friday to Easter Monday.
    ['2026-04-02T10:00:00Z', '2026-04-07T06:00:00Z', 20],
    // The night when an hour is left out is a Sunday's, and counts for nothing.
    ['2026-03-27T12:00:00Z', '2026-03-30T10:00:00Z', 23],
    ['2026-02-07T10:00:00Z', '2026-02-08T10:00:00Z', 0],
  ] as const)
    assert.equal(workingHours(from, to), hours, `${from} – ${to}`);
});

test('law 17c: what is answered is counted by its first answer, and what waits more than a working day stands first', () => {
  const of = (number: string, receivedAt: string, answeredAt: string | null) => ({
    id: number,
    number,
    receivedAt,
    answeredAt,
  });
  const now = '2026-02-05T10:00:00Z';
  const speed = speedOf(
    [
      of('1', '2026-02-02T10:00:00Z', '2026-02-02T12:00:00Z'),
      of('2', '2026-02-02T10:00:00Z', '2026-02-03T16:00:00Z'),
      of('3', '2026-02-03T10:00:00Z', '2026-02-03T15:00:00Z'),
      of('4', '2026-02-05T08:00:00Z', null),
      of('5', '2026-02-03T08:00:00Z', null),
    ],
    now,
  );
  assert.deepEqual([speed.answered, speed.within, speed.median, speed.longest], [3, 2, 5, 30]);
  assert.deepEqual(
    speed.waiting.map(({ number, hours }) => [number, hours]),
    [
      ['5', 50],
      ['4', 2],
    ],
  );
  const none = speedOf([], now);
  assert.deepEqual([none.median, none.longest, none.waiting.length], [null, null, 0]);
});
