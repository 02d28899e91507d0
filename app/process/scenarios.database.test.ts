import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testDatabase } from '#platform/database/testing.ts';
import { ROOT } from '../serve.ts';
import { databaseStages } from './database/stages.ts';
import { playAll } from './play.ts';

const folder = join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/process-scenarios');
const KNOWN = 425;

test('every process scenario of the reference data holds on the runtime and a real database', async (t) => {
  if (!existsSync(folder)) {
    console.log(`NOT RUN: ${KNOWN} process scenarios on the database (no reference data)`);
    t.skip('no reference data');
    return;
  }
  const database = await testDatabase();
  t.after(() => database.drop());
  let passed = 0;
  const failed: string[] = [];
  for await (const { file, scenario, outcome } of playAll([folder], databaseStages(database.db))) {
    if (outcome.kind === 'passed') passed += 1;
    else failed.push(`${file}: ${scenario.name}: ${outcome.why}`);
  }
  console.log(`process scenarios on the database: ${passed} passed, ${failed.length} failed`);
  assert.deepEqual(failed, []);
  assert.equal(passed, KNOWN);
});
