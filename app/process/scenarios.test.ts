import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { World } from '@torget/process/scenarios';
import { ROOT } from '../serve.ts';
import { readDecisions } from './decisions.ts';
import { playAll } from './play.ts';

const folder = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/process-scenarios');
/** Scenarios in the reference data: all of them pass, none is listed in engines/process/deviations.md. */
const KNOWN = 425;

test('every process scenario of the reference data holds on the pure engine', async (t) => {
  if (!existsSync(folder)) {
    console.log(`NOT RUN: ${KNOWN} process scenarios (no reference data)`);
    t.skip('no reference data');
    return;
  }
  let passed = 0;
  const failed: string[] = [];
  for await (const { file, scenario, outcome } of playAll([folder], (clock) => new World(clock, readDecisions))) {
    if (outcome.kind === 'passed') passed += 1;
    else failed.push(`${file}: ${scenario.name}: ${outcome.why}`);
  }
  console.log(`process scenarios on the pure engine: ${passed} passed, ${failed.length} failed`);
  assert.deepEqual(failed, []);
  assert.equal(passed, KNOWN);
});
