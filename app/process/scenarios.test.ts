import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from '@torget/process/scenarios';
import { readDecisions } from './decisions.ts';
import { OWN, REFERENCE, score } from './score.testing.ts';

const pure = (clock: string) => new World(clock, readDecisions);

test('every process scenario of the reference data holds on the pure engine', async (t) => {
  if (REFERENCE.folder === undefined) {
    const untested = `NOT RUN: ${REFERENCE.number} process scenarios (no reference data)`;
    console.log(untested);
    t.skip(untested);
    return;
  }
  const { passed, failed } = await score(REFERENCE.folder, pure);
  console.log(`process scenarios on the pure engine: ${passed} passed, ${failed.length} failed`);
  assert.deepEqual(failed, []);
  assert.equal(passed, REFERENCE.number);
});

test('every own scenario holds on the pure engine', async () => {
  assert.deepEqual(await score(OWN.folder, pure), { passed: OWN.number, failed: [] });
});
