import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from './moments.ts';
import { badTimer, dueAt, nextDue } from './timers.ts';

const ZONE = 'Europe/Stockholm';
const AT = '2026-03-28T08:00:00+01:00';

test('days are calendar days: the hour stays across the change to summer time', () => {
  assert.equal(dueAt('duration', 'P1D', AT, ZONE)?.due, '2026-03-29T06:00:00Z');
  assert.equal(dueAt('duration', 'PT24H', AT, ZONE)?.due, '2026-03-29T07:00:00Z');
});

test('a date may be an instant, local, a day, a month or a year', () => {
  const read = (text: string) => instant(text, ZONE);
  assert.equal(read('2026-03-01T08:00:00+01:00'), '2026-03-01T07:00:00Z');
  assert.equal(read('2026-03-01T08:00:00Z'), '2026-03-01T08:00:00Z');
  assert.equal(read('2026-03-01T08:00'), '2026-03-01T07:00:00Z');
  assert.equal(read('2026-03-01T08:00:00@Europe/Helsinki'), '2026-03-01T06:00:00Z');
  assert.equal(read('2026-03-01'), '2026-02-28T23:00:00Z');
  assert.equal(read('2026-03'), '2026-02-28T23:00:00Z');
  assert.equal(read('2026'), '2025-12-31T23:00:00Z');
  assert.equal(read('snart'), undefined);
});

test('the end of a day is its last second, also on the day of 23 hours', () => {
  assert.equal(instant('2026-03-29', ZONE, true), '2026-03-29T21:59:59Z');
});

test('a cycle has a count, a period and perhaps a start', () => {
  assert.deepEqual(dueAt('cycle', 'R3/PT1H', AT, ZONE), { due: '2026-03-28T08:00:00Z', remaining: 3, every: 'PT1H' });
  assert.deepEqual(dueAt('cycle', 'R/P1D', AT, ZONE), { due: '2026-03-29T06:00:00Z', every: 'P1D' });
  assert.deepEqual(dueAt('cycle', 'R/2026-04-01T00:00:00Z/P1D', AT, ZONE), {
    due: '2026-04-01T00:00:00Z',
    every: 'P1D',
  });
});

test('what cannot be understood is told at load', () => {
  const bad: readonly ['date' | 'duration' | 'cycle', string][] = [
    ['date', 'snart'],
    ['date', '2026-13-01'],
    ['duration', '14 dagar'],
    ['duration', '-P1D'],
    ['cycle', 'P1D'],
    ['cycle', 'R3/PT0S'],
    ['cycle', 'R3/a/b/P1D'],
  ];
  for (const [kind, text] of bad) assert.ok(badTimer(kind, text), text);
  assert.ok(!badTimer('duration', 'P14D'));
});

test('a cycle may have an end, and is counted back from it', () => {
  const from = '2026-03-28T07:00:00Z';
  assert.deepEqual(dueAt('cycle', 'R3/PT1H/2026-03-28T12:00:00Z', from, ZONE), {
    due: '2026-03-28T10:00:00Z',
    every: 'PT1H/2026-03-28T12:00:00Z',
  });
  assert.deepEqual(dueAt('cycle', 'R/PT1H/2026-03-28T09:30:00Z', from, ZONE), {
    due: '2026-03-28T07:30:00Z',
    every: 'PT1H/2026-03-28T09:30:00Z',
  });
  assert.deepEqual(dueAt('cycle', 'R9/P1D/2026-03-30T08:00:00+02:00', from, ZONE), {
    due: '2026-03-29T06:00:00Z',
    every: 'P1D/2026-03-30T06:00:00Z',
  });
  assert.deepEqual(dueAt('cycle', 'R3/PT1H/2026-03-01T00:00:00Z', from, ZONE), {
    due: '2026-03-01T00:00:00Z',
    every: 'PT1H/2026-03-01T00:00:00Z',
  });
  const every = 'PT1H/2026-03-28T12:00:00Z';
  assert.equal(nextDue('2026-03-28T10:00:00Z', every, '2026-03-28T10:00:00Z', ZONE), '2026-03-28T11:00:00Z');
  assert.equal(
    nextDue('2026-03-28T10:00:00Z', every, '2026-03-28T12:00:00Z', ZONE),
    undefined,
    'missed rounds are over',
  );
  assert.deepEqual(dueAt('cycle', 'R2/2026-04-01T00:00:00Z/2026-04-01T00:30:00Z', from, ZONE), {
    due: '2026-04-01T00:00:00Z',
    remaining: 2,
    every: 'PT30M',
  });
});

test('the next round of a cycle is the first one after now', () => {
  assert.equal(nextDue('2026-01-01T00:00:00Z', 'PT1H', '2026-01-01T00:00:00Z', ZONE), '2026-01-01T01:00:00Z');
  assert.equal(nextDue('2026-01-01T00:00:00Z', 'PT1H', '2026-06-01T12:30:00Z', ZONE), '2026-06-01T13:00:00Z');
  assert.equal(nextDue('2026-01-31T11:00:00Z', 'P1M', '2026-03-31T11:00:00Z', ZONE), '2026-04-30T10:00:00Z');
});
