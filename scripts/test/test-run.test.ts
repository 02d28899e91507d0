import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './choose.ts';
import { skippedCases } from './test-run.ts';

test('cases that could not run are counted, not hidden behind one skipped test', () => {
  assert.equal(skippedCases('NOT RUN: 3391 cases of the conformance kit are not here'), 3391);
  assert.equal(skippedCases('no camera here'), 1);
  assert.equal(skippedCases(true), 1);
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
