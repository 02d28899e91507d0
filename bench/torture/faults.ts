import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * The tests of faults in their long form: so many kills of processes under load, and ten flows with their connection cut
 * at every wire message. Ends with the exit code of the tests.
 */
export async function faultTests(kills: number): Promise<number> {
  const folder = join(import.meta.dirname, '../../platform/runtime/faults');
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const files = ['kills.test.ts', 'cuts.test.ts'].map((file) => join(folder, file));
  const child = spawn(process.execPath, [...process.execArgv, '--test', '--test-concurrency=1', ...files], {
    env: { ...env, TORGET_KILLS: String(kills), TORGET_CUTS: 'all' },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}
