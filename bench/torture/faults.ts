import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/**
 * The tests of faults in their long form: ten flows with their connection cut at every wire message, and so many kills of
 * processes under load. Each flow is one test, and all kills are one. Ends with their score; 0 when none failed.
 */
export async function faultTests(kills: number): Promise<number> {
  const folder = join(import.meta.dirname, '../../platform/runtime/faults');
  delete process.env['NODE_TEST_CONTEXT'];
  Object.assign(process.env, { TORGET_KILLS: String(kills), TORGET_CUTS: 'all' });
  const files = ['cuts.test.ts', 'kills.test.ts'].map((file) => join(folder, file));
  const tests = run({ files, concurrency: 1, execArgv: process.execArgv });
  let [passed, failed] = [0, 0];
  tests.on('test:pass', ({ details }) => {
    if (details.type !== 'suite') passed += 1;
  });
  tests.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') failed += 1;
  });
  for await (const text of tests.compose(spec)) process.stdout.write(String(text));
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
