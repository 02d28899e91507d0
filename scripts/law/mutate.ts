import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer } from '#platform/database/testing.ts';
import { chrome } from '../test/chrome.ts';
import { attempt, type Verdict, verdictOf } from './attempt.ts';
import { copyTo } from './copy.ts';
import { type Mutation, mutated, mutations } from './mutations.ts';
import { keyOf, seenIn } from './seen.ts';
import { claims } from './titles.ts';

const WHOLE_LIMIT_MS = 600_000;
/** What is broken has this long, or four times what the same tests took on what is whole. */
const LEAST_LIMIT_MS = 120_000;
const FLOORS = ['engines', 'platform', 'areas', 'app', 'e2e'];

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

interface Whole {
  readonly sound: boolean;
  readonly ms: number;
}

/** The tests of demands in a copy of the checkout: what they say of it whole, and with one place broken. */
class Trial {
  readonly #whole = new Map<string, Whole>();
  readonly copy: string;
  readonly claims: ReadonlyMap<string, readonly string[]>;
  readonly demands: readonly string[];
  readonly signal: AbortSignal;

  constructor(copy: string, demands: readonly string[], signal: AbortSignal) {
    this.copy = copy;
    this.claims = claims(copy);
    this.demands = demands;
    this.signal = signal;
  }

  /** The files with tests of a demand, the lowest floor first: what a browser would show last is often seen before. */
  filesOf(demand: string): readonly string[] {
    const floor = (file: string) => FLOORS.indexOf(file.split('/')[0] ?? '');
    return (this.claims.get(demand) ?? []).toSorted((a, b) => floor(a) - floor(b));
  }

  /** How the demand's tests of a file end on what is whole; run once. Those of other demands may not help them. */
  async #wholeOf(file: string, demand: string): Promise<Whole> {
    const known = this.#whole.get(`${demand} ${file}`);
    if (known !== undefined) return known;
    const { results, ms, late } = await attempt(
      this.copy,
      { file, demand },
      { limitMs: WHOLE_LIMIT_MS, signal: this.signal },
    );
    const sound = results.length > 0 && results.every(({ ended }) => ended === 'passed');
    if (!sound && !this.signal.aborted)
      console.log(`  ! Not passed on what is whole: ${file}: ${verdictOf(results, late).by ?? 'no result'}`);
    const whole = { sound, ms };
    this.#whole.set(`${demand} ${file}`, whole);
    return whole;
  }

  /** Breaks one place and runs the demand's tests, file by file, until one notices. */
  async of(demand: string, one: Mutation): Promise<Verdict> {
    const place = join(this.copy, one.file);
    const text = readFileSync(place, 'utf8');
    const broken = mutated(text, one);
    let late: Verdict | undefined;
    for (const file of broken === undefined ? [] : this.filesOf(demand)) {
      const { sound, ms } = await this.#wholeOf(file, demand);
      if (!sound || this.signal.aborted) continue;
      writeFileSync(place, broken ?? text);
      const limitMs = Math.max(LEAST_LIMIT_MS, Math.round(4 * ms));
      const ended = await attempt(this.copy, { file, demand }, { limitMs, signal: this.signal });
      writeFileSync(place, text);
      const verdict = verdictOf(ended.results, ended.late);
      if (verdict.is === 'caught') return verdict;
      if (verdict.is === 'timed out') late ??= verdict;
    }
    return late ?? { is: 'survived' };
  }
}

const MARKS = { caught: '✔ caught', survived: '✖ SURVIVED', 'timed out': '? TIMED OUT' };

/** Tries the breaks of each demand; counts what came of them, and those that were seen caught before. */
async function tryAll(root: string, trial: Trial, left: boolean) {
  const [all, seen] = [mutations(), seenIn(root)];
  const count = { caught: 0, survived: 0, 'timed out': 0, before: 0 };
  for (const demand of trial.demands) {
    console.log(demand);
    for (const one of all.get(demand) ?? []) {
      const key = keyOf(trial.copy, demand, one, trial.filesOf(demand));
      if (left && seen.has(key)) {
        count.before++;
        continue;
      }
      const begun = performance.now();
      const { is, by } = await trial.of(demand, one);
      if (trial.signal.aborted) return count;
      count[is]++;
      if (is === 'caught') seen.add(key, `${demand} ${one.breaks}`);
      console.log(`  ${MARKS[is]}  ${one.breaks}  (${one.file}, ${seconds(performance.now() - begun)})`);
      if (by !== undefined) console.log(`      ${by}`);
    }
  }
  return count;
}

/**
 * Breaks what carries each demand, one place at a time, in a copy of the checkout, and runs the demand's tests on it:
 * they must pass on what is whole and fail on what is broken. With `left`, what was seen caught before and is as it was
 * then is not tried again. The answer is the exit code.
 */
export async function mutate(root: string, demands: readonly string[], left: boolean): Promise<number> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  // Where the tests look for reference data beside the checkout.
  process.env['TORGET_SHARED'] ??= join(root, '../shared');
  const browser = chrome();
  if ('path' in browser) process.env['TORGET_CHROME'] = browser.path;
  const begun = performance.now();
  let server: Awaited<ReturnType<typeof startTestServer>> | undefined;
  const copy = mkdtempSync(join(tmpdir(), 'torget-mutated-'));
  try {
    copyTo(copy, root);
    server = await startTestServer();
    const socket = encodeURIComponent(server.target.socket ?? '');
    process.env['DATABASE_URL'] = `postgres://torget@localhost/postgres?host=${socket}`;
    const count = await tryAll(root, new Trial(copy, demands, stop.signal), left);
    const before = left ? `${count.before} caught before, ` : '';
    const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
    console.log(`\nIn ${minutes} min${stop.signal.aborted ? ', interrupted' : ''}:`);
    console.log(`${before}${count.caught} caught, ${count.survived} survived, ${count['timed out']} timed out`);
    return stop.signal.aborted || count.survived > 0 || count.caught + count.before === 0 ? 1 : 0;
  } finally {
    await server?.stop();
    rmSync(copy, { recursive: true, force: true });
  }
}
