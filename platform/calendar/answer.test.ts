import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerBy, answerDays } from './answer.ts';

const by = (day: string, days: number) => answerBy(Temporal.PlainDate.from(day), days).toString();

test('a letter asks for an answer by a working day, that many days after it or the next one', () => {
  assert.equal(by('2026-02-03', 14), '2026-02-17');
  // A Saturday, and the second day of Easter after Good Friday and its weekend.
  assert.equal(by('2026-02-04', 10), '2026-02-16');
  assert.equal(by('2026-03-20', 14), '2026-04-07');
  assert.equal(by('2026-12-14', 10), '2026-12-28');
});

test('a time to answer is whole days', () => {
  assert.deepEqual(['P1D', 'P14D', 'P999D'].map(answerDays), [1, 14, 999]);
  assert.deepEqual(
    ['', 'P0D', 'P2W', 'P1M', 'P14', '14', 'PT24H', 'P1000D', 'P1D '].map(answerDays),
    Array.from({ length: 9 }, () => undefined),
  );
});
