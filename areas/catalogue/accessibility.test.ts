import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newest } from './accessibility.ts';

const run = { date: '2026-02-03', command: 'x', pages: 2, faults: [], reviews: [] };

test('law 29b: of two runs the later is told, and a result that is no result is refused', () => {
  const later = { ...run, date: '2026-03-01', faults: [{ page: 'start, sv', what: ['axe color-contrast'] }] };
  assert.deepEqual(newest([JSON.stringify(run), JSON.stringify(later)]), later);
  assert.deepEqual(newest([JSON.stringify(later), undefined]), later);
  assert.throws(() => newest([undefined]), /no results of a test run/);
  for (const broken of [
    { ...run, date: 'i går' },
    { ...run, pages: 0 },
    { ...run, more: 1 },
  ])
    assert.throws(() => newest([JSON.stringify(broken)]));
});
