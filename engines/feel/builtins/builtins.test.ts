import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, textOf } from '../index.ts';
import { builtins } from './index.ts';

function text(expression: string): string {
  const program = compile(expression, { lenient: true });
  assert.ok(program.ok, expression);
  return textOf(program.value.evaluate({}, { instant: '2026-02-03T07:30:00Z' }).value);
}

function table(rows: readonly (readonly [string, string])[]): void {
  for (const [expression, expected] of rows) assert.equal(text(expression), expected, expression);
}

test('every function of DMN 1.5, 10.3.4, is there', () => {
  const names = `date, date and time, time, number, string, duration, years and months duration, context, range, not, is, substring,
    string length, upper case, lower case, substring before, substring after, replace, contains, starts with, ends with, matches,
    split, string join, list contains, count, min, max, sum, mean, all, any, sublist, append, concatenate, insert before, remove,
    list replace, reverse, index of, union, distinct values, flatten, product, median, stddev, mode, sort, decimal, floor, ceiling,
    round up, round down, round half up, round half down, abs, modulo, sqrt, log, exp, odd, even, before, after, meets, met by,
    overlaps, overlaps before, overlaps after, finishes, finished by, includes, during, starts, started by, coincides, day of year,
    day of week, month of year, week of year, now, today, get value, get entries, context put, context merge`;
  assert.deepEqual([...builtins.keys()].sort(), names.split(/,\s*/).sort());
});

test('list functions count from one and from the end', () => {
  table([
    ['sublist([1, 2, 3], 2)', '[2, 3]'],
    ['sublist([1, 2, 3], -2, 1)', '[2]'],
    ['sublist([1, 2, 3], 0)', 'null'],
    ['insert before([1, 3], 2, 2)', '[1, 2, 3]'],
    ['remove([1, 2, 3], -1)', '[1, 2]'],
    ['list replace([1, 2, 3], -1, 9)', '[1, 2, 9]'],
    ['list replace([2, 4, 7], function(item, newItem) item < newItem, 5)', '[5, 5, 7]'],
    ['index of([1, 2, 1], 1)', '[1, 3]'],
    ['union([1, 2], [2, 3])', '[1, 2, 3]'],
    ['flatten([[1], [[2]], 3])', '[1, 2, 3]'],
    ['append([1], 2, 3)', '[1, 2, 3]'],
    ['reverse([1, 2])', '[2, 1]'],
    ['sort(["b", "a"])', '["a", "b"]'],
    ['list contains([1, null], null)', 'true'],
    ['count([])', '0'],
  ]);
});

test('aggregates take a list or arguments; an empty list has no sum', () => {
  table([
    ['sum(1, 2.5)', '3.5'],
    ['sum([])', 'null'],
    ['sum([@"P1D", @"P2D"])', 'P3D'],
    ['min(["b", "a"])', 'a'],
    ['max([1, "a"])', 'null'],
    ['mean([1, 2])', '1.5'],
    ['median([3, 1, 2, 4])', '2.5'],
    ['mode([1, 1, 2, 2, 3])', '[1, 2]'],
    ['product(2, 3)', '6'],
    ['stddev(2, 4, 7, 5)', '2.081665999466132735282297706979931'],
    ['all([true, null])', 'null'],
    ['all([false, null])', 'false'],
    ['any([])', 'false'],
  ]);
});

test('conversions give null for what cannot be converted', () => {
  table([
    ['number("1 000,50", " ", ",")', '1000.5'],
    ['number("1.000.5", ".", ".")', 'null'],
    ['number("ett")', 'null'],
    ['string(1.10)', '1.1'],
    ['string([1, "a", null])', '[1, "a", null]'],
    ['date(@"2026-02-03T10:00:00Z")', '2026-02-03'],
    ['time(10, 20, 30.5, @"PT1H")', '10:20:30.5+01:00'],
    ['date and time(@"2026-02-03", @"10:00:00@Europe/Stockholm")', '2026-02-03T10:00:00@Europe/Stockholm'],
    ['range("[1..3)")', '[1..3)'],
    ['range("(..3]")', '(<= 3)'],
    ['range("[..3]")', 'null'],
    ['range("[3..1]")', 'null'],
    ['range("[date(\\"2026-01-01\\")..@\\"2026-02-01\\"]") = [@"2026-01-01"..@"2026-02-01"]', 'true'],
    ['context([{ key: "a", value: 1 }])', '{a: 1}'],
    ['context merge([{ a: 1 }, { a: 2, b: 3 }])', '{a: 2, b: 3}'],
    ['get entries({ a: 1 })', '[{key: "a", value: 1}]'],
  ]);
});

test('points and ranges relate as Allen says, open ends told from closed', () => {
  table([
    ['before(1, (1..10])', 'true'],
    ['before([1..10], [10..20])', 'false'],
    ['before([1..10), [10..20])', 'true'],
    ['after(12, [1..10])', 'true'],
    ['meets([1..5], [5..10])', 'true'],
    ['meets([1..5), [5..10])', 'false'],
    ['met by([5..10], [1..5])', 'true'],
    ['overlaps([1..5], (5..8])', 'false'],
    ['overlaps before([1..5), [1..5])', 'false'],
    ['overlaps before([1..5], (1..5])', 'true'],
    ['overlaps after([5..8], [1..5])', 'true'],
    ['overlaps after((1..5], [1..5))', 'true'],
    ['finishes(10, [1..10])', 'true'],
    ['finished by([1..10], (5..10])', 'true'],
    ['includes((1..5], (1..5])', 'true'],
    ['during(5, [1..10])', 'true'],
    ['starts((1..5], [1..10])', 'false'],
    ['started by([1..10], 1)', 'true'],
    ['coincides(5, 5)', 'true'],
    ['coincides((1..5), [1..5])', 'false'],
    ['before(1, "a")', 'null'],
  ]);
});

test('wrong arity, unknown parameters and wrong kinds are null', () => {
  table([
    ['abs()', 'null'],
    ['abs(number: -1)', 'null'],
    ['abs(n: -1)', '1'],
    ['substring(string: "abc", start position: 2)', 'bc'],
    ['string length(1)', 'null'],
    ['string length(["abc"])', '3'],
    ['count(null)', 'null'],
    ['count(1)', '1'],
    ['sqrt(-1)', 'null'],
    ['log(0)', 'null'],
    ['modulo(5, 0)', 'null'],
  ]);
});

test('external functions answer from a fixed table and load nothing', () => {
  const call = (of: string, args: string) =>
    `{ f: function(a, b) external { java: { class: "java.lang.${of.split('.')[0]}", method signature: "${of.split('.')[1]}" } }, r: f(${args}) }.r`;
  table([
    [call('Math.max(double, double)', '1.5, 2.5'), '2.5'],
    [call('Math.max(int, int)', '1.5, 2'), 'null'],
    [call('System.exit(int)', '1, 2'), 'null'],
    [call('Runtime.constructor', '1, 2'), 'null'],
  ]);
});
