import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { csvOf, runAll, scoreOf } from './tck/index.ts';

/** The suite is read in place; the figures only go up. */
const CASES = 2653;
const LOWEST = { passed: 2653, positive: 1385, strict: 2642 };

const root = fileURLToPath(new URL('../../', import.meta.url));
const shared = resolve(root, process.env['TORGET_SHARED'] ?? '../shared');
const folder = resolve(shared, 'data/dmn-tck/TestCases');

test('the DMN conformance cases pass, none fewer than before', { skip: existsSync(folder) ? false : notRun() }, () => {
  const outcomes = runAll(folder);
  const { cases, passed, strict, positive } = scoreOf(outcomes);
  console.log(`DMN TCK: ${passed} of ${cases} by the official rule, ${strict} by the strict one`);
  console.log(`DMN TCK: ${positive.passed} of ${positive.cases} cases that expect a value and not null`);
  for (const one of outcomes.filter((outcome) => !outcome.passed))
    console.log(`${one.directory} ${one.id}: ${one.message}`);
  assert.equal(cases, CASES);
  assert.ok(passed >= LOWEST.passed, `${passed} passed, ${LOWEST.passed} did before`);
  assert.ok(positive.passed >= LOWEST.positive, `${positive.passed} with a value, ${LOWEST.positive} did before`);
  assert.ok(strict >= LOWEST.strict, `${strict} passed strictly, ${LOWEST.strict} did before`);
  assert.equal(csvOf(outcomes).split('\n').length, CASES + 1);
});

function notRun(): string {
  const reason = `NOT RUN: ${CASES} DMN conformance cases, there is no ${folder}`;
  console.log(reason);
  return reason;
}
