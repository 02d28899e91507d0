import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTold } from './downtime.ts';

const CLOSED = { from: '2026-02-10T17:00:00Z', to: '2026-02-10T19:00:00Z' };

for (const [now, told] of [
  ['2026-02-03T16:59:59Z', false],
  ['2026-02-03T17:00:00Z', true],
  ['2026-02-10T18:59:59Z', true],
  ['2026-02-10T19:00:00Z', false],
  ['2026-02-10T20:30:00+02:00', true],
] as const) {
  test(`at ${now} the closing is ${told ? '' : 'not '}told`, () => assert.equal(isTold(CLOSED, now), told));
}
