import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { runScenario } from './run.ts';
import { scenarios } from './scenario.ts';

/** The score only goes up: raise it with every element that the engine learns. */
const LOWEST_PASSED = 127;
const MOST_FAILED = 0;

const root = resolve(import.meta.dirname, '../../..');
const folder = join(process.env['TORGET_SHARED'] ?? resolve(root, '../shared'), 'data/process-scenarios');
/** Scenarios in the reference data, for the line that says that they did not run. */
const KNOWN = 425;

test('process scenarios: what the models of the suite ask of the supported elements holds', async (t) => {
  if (!existsSync(folder)) {
    console.log(`NOT RUN: ${KNOWN} process scenarios (no reference data)`);
    t.skip('no reference data');
    return;
  }
  const count = { passed: 0, failed: 0, outside: 0 };
  const failed: string[] = [];
  const reasons: string[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()) {
    for (const scenario of scenarios(await readFile(join(folder, file), 'utf8'))) {
      const outcome = await runScenario(scenario, (name) => readFile(join(folder, name), 'utf8'));
      count[outcome.kind] += 1;
      if (outcome.kind === 'failed') failed.push(`${file}: ${scenario.name}: ${outcome.why}`);
      if (outcome.kind === 'outside') reasons.push(outcome.why);
    }
  }
  const all = count.passed + count.failed + count.outside;
  console.log(
    `process scenarios: ${count.passed} of ${all} passed, ${count.failed} failed, ${count.outside} outside the circle`,
  );
  if (process.env['TORGET_VERBOSE'] !== undefined) console.log([...failed, ...reasons].join('\n'));
  assert.ok(count.passed >= LOWEST_PASSED, `only ${count.passed} passed`);
  assert.ok(count.failed <= MOST_FAILED, failed.join('\n'));
});
