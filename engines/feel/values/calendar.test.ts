import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { civil, dayOfYear, epochDay, isoWeek, weekday } from './calendar.ts';

const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((at) => {
  const [year = 0, month = 0, date = 0] = at.toISOString().slice(0, 10).split('-').map(Number);
  return Temporal.PlainDate.from({ year, month, day: date });
});

test('the civil calendar agrees with Temporal on every day it is asked', () => {
  fc.assert(
    fc.property(day, ({ year, month, day: date, dayOfWeek, weekOfYear, dayOfYear: ordinal }) => {
      const days = epochDay(year, month, date);
      assert.equal(days, Temporal.PlainDate.from('1970-01-01').until({ year, month, day: date }).days);
      assert.deepEqual(civil(days), { year, month, day: date });
      assert.deepEqual(
        [weekday(days), isoWeek(year, month, date), dayOfYear(year, month, date)],
        [dayOfWeek, weekOfYear, ordinal],
      );
    }),
  );
});

test('years a billion away come back as they went', () => {
  for (const year of [999_999_999, -999_999_999, -1, 0, 271_822]) {
    assert.deepEqual(civil(epochDay(year, 2, 28)), { year, month: 2, day: 28 });
  }
});
