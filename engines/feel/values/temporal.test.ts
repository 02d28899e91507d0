import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, textOf } from '../index.ts';

const OPTIONS = { instant: '2026-02-03T07:30:00Z' };

function text(expression: string): string {
  const program = compile(expression);
  assert.ok(program.ok, expression);
  return textOf(program.value.evaluate({}, OPTIONS).value);
}

function table(rows: readonly (readonly [string, string])[]): void {
  for (const [expression, expected] of rows) assert.equal(text(expression), expected, expression);
}

test('months are counted on the calendar and cut to the last day', () => {
  table([
    ['@"2026-01-31" + @"P1M"', '2026-02-28'],
    ['@"2024-01-31" + @"P1M"', '2024-02-29'],
    ['@"2026-03-31" - @"P1M"', '2026-02-28'],
    ['years and months duration(@"2011-12-22", @"2013-08-24")', 'P1Y8M'],
    ['years and months duration(@"2013-08-24", @"2011-12-22")', '-P1Y8M'],
    ['@"P1Y" * 0.5', 'P6M'],
    ['@"P1Y" / @"P1M"', '12'],
  ]);
});

test('days and time durations keep their seconds', () => {
  table([
    ['@"2021-01-01" + @"PT36H"', '2021-01-02'],
    ['@"23:30:00" + @"PT1H"', '00:30:00'],
    ['@"2026-02-03T10:00:00Z" - @"2026-02-03T10:00:00+01:00"', 'PT1H'],
    ['@"2026-02-03" - @"2026-01-03"', 'P31D'],
    ['@"P1DT2H" * 2', 'P2DT4H'],
    ['-@"PT1.5S"', '-PT1.5S'],
    ['@"PT1H" / 0', 'null'],
    ['@"2026-02-03T10:00:00" - @"2026-02-03T10:00:00Z"', 'null'],
  ]);
});

test('zones follow daylight saving', () => {
  table([
    ['@"2026-03-29T12:00:00@Europe/Stockholm" - @"2026-03-28T12:00:00@Europe/Stockholm"', 'PT23H'],
    ['@"2026-07-01T12:00:00@Europe/Stockholm" = @"2026-07-01T10:00:00Z"', 'true'],
    ['is(@"2026-07-01T12:00:00@Europe/Stockholm", @"2026-07-01T10:00:00Z")', 'false'],
    ['@"2026-02-03T10:00:00@Europe/Stockholm".time offset', 'PT1H'],
  ]);
});

test('only real dates, times and durations have a value', () => {
  table([
    ['date("2026-02-29")', 'null'],
    ['date("26-02-01")', 'null'],
    ['date("-2017-12-31")', '-2017-12-31'],
    ['date("9999999999-12-25")', 'null'],
    ['date(2026, 2, 3)', '2026-02-03'],
    ['time("13:20:00+19:00")', 'null'],
    ['time("24:00:00")', '00:00:00'],
    ['date and time("2026-02-03T24:00:00")', '2026-02-04T00:00:00'],
    ['duration("P")', 'null'],
    ['duration("PT0.S")', 'PT0S'],
    ['duration("P1Y").days', 'null'],
    ['duration("P14M")', 'P1Y2M'],
  ]);
});

test('properties read the parts', () => {
  table([
    ['@"2026-02-03".weekday', '2'],
    ['day of week(@"2026-02-03")', 'Tuesday'],
    ['week of year(@"2021-01-03")', '53'],
    ['@"P1DT2H3M4S".hours', '2'],
    ['@"-P1Y2M".months', '-2'],
    ['[1..5).end included', 'false'],
  ]);
});
