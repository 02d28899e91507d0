import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type EventData, run } from 'node:test';
import { inspect } from 'node:util';
import type { Result } from './table.ts';
import { claimOf } from './titles.ts';

const LIMIT_MS = 300_000;
const MOST_LINES = 8;

function whyOf({ details }: EventData.TestFail): string {
  const why = inspect(details.error.cause ?? details.error, { depth: 2, breakLength: 110 }).split('\n');
  return why
    .slice(0, MOST_LINES)
    .map((line) => line.slice(0, 200))
    .join('\n');
}

/**
 * Runs the tests of some demands, in their files, each file once, and gathers how they ended by demand. A demand whose
 * test did not get to run is not in the answer.
 */
export async function results(
  root: string,
  files: readonly string[],
  demands: readonly string[],
): Promise<ReadonlyMap<string, readonly Result[]>> {
  const found = new Map<string, Result[]>();
  if (files.length === 0) return found;
  const keep = (title: string, result: Omit<Result, 'name'>) => {
    const claim = claimOf(title);
    if (claim === undefined) return;
    found.set(claim.demand, [...(found.get(claim.demand) ?? []), { name: claim.name, ...result }]);
  };
  const options = {
    cwd: root,
    files: files.map((file) => join(root, file)),
    // One more than there are cores: there is always one that waits for a browser, a disk or a clock.
    concurrency: availableParallelism() + 1,
    timeout: LIMIT_MS,
    // Full names are matched: a test in a suite has the suite's name before its own.
    testNamePatterns: new RegExp(`\\blaw (${demands.join('|')}): `),
    globalSetupPath: join(root, 'platform/database/test-setup.ts'),
  };
  const stream = run(options);
  stream.on('test:pass', ({ name, skip, todo }) =>
    keep(name, skip === undefined && todo === undefined ? { ended: 'passed' } : { ended: 'not run' }),
  );
  stream.on('test:fail', (failed) => {
    keep(failed.name, { ended: 'failed', why: whyOf(failed) });
    // A file that cannot be read has no tests to tell of it.
    if (claimOf(failed.name) === undefined) console.error(`✖ ${failed.name}\n${whyOf(failed)}`);
  });
  for await (const _ of stream);
  return found;
}
