import { fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { killTree } from './processes.ts';
import type { Result } from './table.ts';

/** One file's tests of a demand. */
export interface Asked {
  readonly file: string;
  readonly demand: string;
}

/** How they ended; `late` when they were taken down at their limit, with what they had started. */
export interface Ended {
  readonly results: readonly Result[];
  readonly ms: number;
  readonly late: boolean;
}

/** What came of a break: noticed by a test, noticed by nothing, or the tests did not end in time, which shows neither. */
export type Verdict =
  | { readonly is: 'caught' | 'timed out'; readonly by: string }
  | { readonly is: 'survived'; readonly by?: undefined };

/** Runs the tests in the copy as it stands now; what they print is of no use here. */
export async function attempt(
  copy: string,
  { file, demand }: Asked,
  { limitMs, signal }: { readonly limitMs: number; readonly signal: AbortSignal },
): Promise<Ended> {
  const begun = performance.now();
  const child = fork(join(copy, 'scripts/law/in-copy.ts'), [file, demand], {
    cwd: copy,
    execArgv: ['--import', pathToFileURL(join(copy, 'scripts/loader.mjs')).href],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let results: readonly Result[] = [];
  child.on('message', (told) => {
    results = told as Result[];
  });
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve()).once('error', () => resolve());
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  const end = () => child.pid !== undefined && killTree(child.pid);
  limit.addEventListener('abort', end, { once: true });
  await ended;
  limit.removeEventListener('abort', end);
  return { results, ms: performance.now() - begun, late: limit.aborted };
}

const TOO_SLOW = /TimeoutError|timed out/;

/** A test that only took too long, as on a busy machine, has noticed nothing; nor has one that was not there to notice. */
export function verdictOf(results: readonly Result[], late: boolean): Verdict {
  const failed = results.filter(({ ended }) => ended === 'failed');
  const noticed = failed.find(({ why = '' }) => !TOO_SLOW.test(why));
  if (noticed !== undefined) return { is: 'caught', by: inOneLine(noticed) };
  if (failed[0] !== undefined) return { is: 'timed out', by: inOneLine(failed[0]) };
  return late ? { is: 'timed out', by: 'its tests did not end' } : { is: 'survived' };
}

function inOneLine({ name, why = '' }: Result): string {
  return `${name}: ${why.split('\n')[0]?.slice(0, 160)}`;
}
