import { execFileSync, fork } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTestServer } from '#platform/database/testing.ts';
import { type Mutation, mutated, mutations } from './mutations.ts';
import type { Result } from './table.ts';

/**
 * Copies the checkout as it is, also what is not committed, without what is deleted, on the same packages but for those of
 * the house itself.
 */
export function copyTo(copy: string, root: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.toString().split('\0').filter(Boolean)) {
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  const packages = join(copy, 'node_modules');
  mkdirSync(join(packages, '@torget'), { recursive: true });
  for (const one of readdirSync(join(root, 'node_modules')))
    if (one !== '@torget') symlinkSync(join(root, 'node_modules', one), join(packages, one));
  for (const engine of readdirSync(join(copy, 'engines')))
    symlinkSync(join(copy, 'engines', engine), join(packages, '@torget', engine));
  execFileSync(process.execPath, ['scripts/generate.mjs'], { cwd: copy });
}

/** How the tests of a demand end in the copy as it stands now; what the run says is of no use here. */
async function ended(copy: string, demand: string, signal: AbortSignal): Promise<readonly Result[]> {
  const child = fork(join(copy, 'scripts/law/run.ts'), [demand], {
    cwd: copy,
    execArgv: ['--import', pathToFileURL(join(copy, 'scripts/loader.mjs')).href],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    signal,
  });
  let told: ReadonlyMap<string, readonly Result[]> = new Map();
  child.on('message', (pairs) => {
    told = new Map(pairs as [string, Result[]][]);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  child.on('exit', () => resolve()).on('error', () => resolve());
  await promise;
  return told.get(demand) ?? [];
}

/**
 * What failed first, in one line; undefined when the tests did not notice, or were not there to notice. What took too long
 * on a busy machine has noticed nothing.
 */
function caughtBy(results: readonly Result[]): string | undefined {
  const failed = results.find(({ ended, why = '' }) => ended === 'failed' && !/TimeoutError|timed out/.test(why));
  return failed && `${failed.name}: ${failed.why?.split('\n')[0]?.slice(0, 160) ?? ''}`;
}

async function tried(copy: string, demand: string, one: Mutation, signal: AbortSignal): Promise<string | undefined> {
  const place = join(copy, one.file);
  const text = readFileSync(place, 'utf8');
  const broken = mutated(text, one);
  if (broken === undefined) return undefined;
  writeFileSync(place, broken);
  try {
    return caughtBy(await ended(copy, demand, signal));
  } finally {
    writeFileSync(place, text);
  }
}

/**
 * Breaks what carries each demand, one place at a time, in a copy of the checkout, and runs the demand's tests on it:
 * they must pass on what is whole and fail on what is broken. The answer is the exit code.
 */
export async function mutate(root: string, demands: readonly string[]): Promise<number> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  // Where the tests look for reference data beside the checkout.
  process.env['TORGET_SHARED'] ??= join(root, '../shared');
  const all = mutations();
  let [caught, survived] = [0, 0];
  let server: Awaited<ReturnType<typeof startTestServer>> | undefined;
  const copy = mkdtempSync(join(tmpdir(), 'torget-mutated-'));
  try {
    copyTo(copy, root);
    server = await startTestServer();
    const socket = encodeURIComponent(server.target.socket ?? '');
    process.env['DATABASE_URL'] = `postgres://torget@localhost/postgres?host=${socket}`;
    for (const demand of demands) {
      const whole = await ended(copy, demand, stop.signal);
      const sound = whole.length > 0 && whole.every(({ ended }) => ended === 'passed');
      console.log(
        `${demand}${sound ? '' : `  its tests do not pass on what is whole: ${caughtBy(whole) ?? 'no result'}`}`,
      );
      for (const one of all.get(demand) ?? []) {
        const by = sound ? await tried(copy, demand, one, stop.signal) : undefined;
        if (stop.signal.aborted) return 1;
        if (by === undefined) survived++;
        else caught++;
        console.log(`  ${by === undefined ? '✖ SURVIVED' : '✔ caught'}  ${one.breaks}  (${one.file})`);
        if (by !== undefined) console.log(`      ${by}`);
      }
    }
  } finally {
    await server?.stop();
    rmSync(copy, { recursive: true, force: true });
  }
  console.log(`\n${caught} caught, ${survived} survived`);
  return survived > 0 || caught === 0 ? 1 : 0;
}
