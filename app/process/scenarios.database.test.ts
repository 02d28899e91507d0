import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { databaseStages } from './database/stages.ts';
import { OWN, REFERENCE, score } from './score.testing.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

test('every process scenario of the reference data holds on the runtime and a real database', async (t) => {
  if (REFERENCE.folder === undefined) {
    const untested = `NOT RUN: ${REFERENCE.number} process scenarios on the database (no reference data)`;
    console.log(untested);
    t.skip(untested);
    return;
  }
  const { passed, failed } = await score(REFERENCE.folder, databaseStages(database.db));
  console.log(`process scenarios on the database: ${passed} passed, ${failed.length} failed`);
  assert.deepEqual(failed, []);
  assert.equal(passed, REFERENCE.number);
});

test('every own scenario holds on the runtime and a real database', async () => {
  assert.deepEqual(await score(OWN.folder, databaseStages(database.db)), { passed: OWN.number, failed: [] });
});
