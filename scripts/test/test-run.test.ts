import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './choose.ts';
import { faultText, isBroken, skippedCases } from './test-run.ts';

test('cases that could not run are counted, not hidden behind one skipped test', () => {
  assert.equal(skippedCases('NOT RUN: 3391 cases of the conformance kit are not here'), 3391);
  assert.equal(skippedCases('no camera here'), 1);
  assert.equal(skippedCases(true), 1);
});

test('a test that failed is told with its place, its name and the reason', () => {
  const error = Object.assign(new Error('wrapped'), { cause: new Error('3 is not 4') });
  const text = faultText('/home/torget', {
    name: 'counts',
    file: '/home/torget/a/b.test.ts',
    line: 12,
    nesting: 0,
    testNumber: 1,
    details: { duration_ms: 1, error },
  } as Parameters<typeof faultText>[1]);
  assert.match(text, /^✖ a\/b\.test\.ts:12 counts\n {4}Error: 3 is not 4\n/);
  assert.ok(text.split('\n').length <= 26);
});

test('a suite that failed for its tests alone is told by them, one that broke by itself is told too', () => {
  const failed = (type: string, failureType: string) =>
    ({ details: { type, error: Object.assign(new Error(''), { failureType }) } }) as unknown as Parameters<
      typeof isBroken
    >[0];
  assert.equal(isBroken(failed('suite', 'subtestsFailed')), false);
  assert.equal(isBroken(failed('suite', 'hookFailed')), true);
  assert.equal(isBroken(failed('test', 'subtestsFailed')), true);
});

test('words choose tests by path and leave types and lint alone', () => {
  assert.deepEqual(readOptions(['engines/feel', '--no-browser']), {
    words: ['engines/feel'],
    browser: false,
    database: false,
    everything: false,
  });
});

test('an option that does not exist is refused', () => {
  assert.deepEqual(readOptions(['--browser']), { fault: 'Unknown option --browser.' });
});
