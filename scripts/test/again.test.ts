import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { again } from './again.ts';
import { none, type Totals } from './test-run.ts';

// What it says loudly belongs to a run, not to this test of it.
for (const way of ['log', 'error'] as const) mock.method(console, way, () => {});

const failing = (...files: (string | undefined)[]): Totals => ({
  passed: 10,
  failed: files.length,
  skipped: 1,
  faults: files.map((file) => ({ file, text: `✖ ${file}` })),
});
const holds = async (): Promise<Totals> => ({ ...none, passed: 4 });
const fails = async (): Promise<Totals> => failing('a.test.ts');

test('a test that failed once and holds alone has passed, one that fails again has failed', async () => {
  const first = failing('a.test.ts', 'a.test.ts', 'b.test.ts');
  const ended = await again(first, (file) => (file === 'a.test.ts' ? holds() : fails()));
  assert.deepEqual([ended.passed, ended.failed, ended.skipped], [12, 1, 1]);
  assert.deepEqual(ended.faults, [{ file: 'b.test.ts', text: '✖ b.test.ts' }]);
});

test('a file that does not run at all has not passed, nor have types and lint', async () => {
  const first = failing('a.test.ts', undefined);
  assert.deepEqual(await again(first, async () => none), first);
});

test('failures in many files are no chance: nothing is run again', async () => {
  const first = failing('a', 'b', 'c', 'd');
  assert.equal(await again(first, () => Promise.reject(new Error('must not run'))), first);
});
