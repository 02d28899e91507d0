import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { type EventData, run } from 'node:test';
import { spec } from 'node:test/reporters';
import { inspect } from 'node:util';
import { groups, together } from './together.ts';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly faults: readonly Fault[];
}

/** A test that failed. */
export interface Fault {
  /** Its file, from the root; undefined for what is no test file (types, lint). */
  readonly file: string | undefined;
  /** Where it stands, its name, and the beginning of why. */
  readonly text: string;
}

export const none: Totals = { passed: 0, failed: 0, skipped: 0, faults: [] };

export function plus(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    faults: [...a.faults, ...b.faults],
  };
}

const MOST_LINES = 25;

/** Where a failed test stands, its name, and the beginning of why: enough to begin with when only the end of a log is kept. */
export function faultText(root: string, { file, line, name, details }: EventData.TestFail): string {
  const why = inspect(details.error.cause ?? details.error, { depth: 4, breakLength: 120 }).split('\n');
  const where = file === undefined ? '' : `${relative(root, file)}${line === undefined ? '' : `:${line}`} `;
  return [`✖ ${where}${name}`, ...why.slice(0, MOST_LINES).map((each) => `    ${each.slice(0, 300)}`)].join('\n');
}

/** Whether what failed is a test, or a suite by itself: set-up that threw, time that ran out, tests that never came to run. */
export const isBroken = ({ details }: EventData.TestFail): boolean =>
  details.type !== 'suite' || (details.error as { failureType?: string }).failureType !== 'subtestsFailed';

/** Data that is not there says how many cases stay untested: `NOT RUN: 3391 cases of …` counts as that many. */
export function skippedCases(reason: string | boolean | undefined): number {
  const cases = typeof reason === 'string' ? /^NOT RUN: (\d+)/.exec(reason)?.[1] : undefined;
  return cases === undefined ? 1 : Math.max(1, Number(cases));
}

/**
 * Runs test files with node:test, those that belong together in one process (see `groups`), one process more at once than
 * there are cores (there is always one that waits for a browser, a disk or a clock), on one PostgreSQL server for the run.
 * A file that takes longer than `limit` ms fails. When no test has ended for twice that time, or the person interrupts, what
 * is left is cancelled, which fails too.
 */
export async function testRun(root: string, files: readonly string[], limit: number): Promise<Totals> {
  if (files.length === 0) return none;
  const database = process.env['DATABASE_URL'];
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const watchdog = setTimeout(() => {
    console.error(`\nNo test has ended for ${(2 * limit) / 1000} s: the run is stopped.`);
    stop.abort();
  }, 2 * limit);
  const grouped = groups(files);
  // A name for the options, since the types of Node do not know `globalSetupPath` yet.
  const options = {
    cwd: root,
    files: grouped.map((group) => join(root, together(root, group, limit))),
    concurrency: availableParallelism() + 1,
    timeout: limit * Math.max(...grouped.map((group) => group.length)),
    signal: stop.signal,
    globalSetupPath: join(root, 'platform/database/test-setup.ts'),
  };
  const stream = run(options);
  stream.on('test:complete', () => watchdog.refresh());
  let totals: Omit<Totals, 'faults'> = none;
  let untested = 0;
  let suites = 0;
  stream.on('test:pass', ({ skip, details }) => {
    if (details.type !== 'suite' && skip !== undefined) untested += skippedCases(skip) - 1;
  });
  const faults: Fault[] = [];
  stream.on('test:fail', (failed) => {
    const file = failed.file === undefined ? undefined : relative(root, failed.file);
    if (!isBroken(failed)) return;
    if (failed.details.type === 'suite') suites += 1;
    faults.push({ file, text: faultText(root, failed) });
  });
  stream.on('test:summary', ({ counts, file }) => {
    if (file !== undefined) return;
    totals = {
      passed: counts.passed,
      failed: counts.tests - counts.passed - counts.skipped - counts.todo,
      skipped: counts.skipped + counts.todo,
    };
  });
  for await (const line of stream.compose(spec)) process.stdout.write(line);
  clearTimeout(watchdog);
  // The setup named its own server there, which is gone now.
  if (database === undefined) delete process.env['DATABASE_URL'];
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  return { ...totals, failed: totals.failed + suites, skipped: totals.skipped + untested, faults };
}
