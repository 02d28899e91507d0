import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ConnectionTarget } from '#platform/database/index.ts';
import { serving } from '../scripts/pinned.mjs';
import type { RateSeen } from './load.ts';
import { Examiner, faultsOf } from './outcome.ts';
import { freePort, type Running, run } from './running.ts';
import { bounded, type Figure, figure, quantile, report, round } from './table.ts';
import { growTown } from './town.ts';

const { values } = parseArgs({
  options: {
    /** Seconds of each step of the search. */
    step: { type: 'string', default: '8' },
    /** Seconds of the measurement at 25/s and at the highest rate. */
    hold: { type: 'string', default: '30' },
    /** Only this rate: no search. */
    rate: { type: 'string' },
    /** Folder for a processor profile of the server. */
    profile: { type: 'string' },
  },
});

/** Each applies once. */
const PEOPLE = 11_000;
const PROMISED = 25;
/** Close to each other where it matters: the highest that holds is told to about a twentieth. */
const RATES = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 64, 68, 72, 76, 80, 84, 88, 92, 96, 100];
/** A rate holds when nearly all are done as they come, and nobody waits for a page. */
const HOLDS = { backlogSeconds: 1, p95: 250 };
/** In a step of the search nobody waits for long: a queue that has begun to grow grows on in a longer time. */
const STEP_P95 = 100;
const JOBS_LIMIT_MS = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'torget-bench-'));
// As root the database runs as another user, who must be able to enter.
chmodSync(folder, 0o755);
const log = join(folder, 'log');
const port = await freePort();
const origin = `http://localhost:${port}`;

async function startServer(): Promise<{ server: Running; sessions: string[] }> {
  const numbers = growTown(join(folder, 'towns'), PEOPLE);
  const env = {
    ...serving.env,
    TORGET_DATA: join(folder, 'data'),
    TORGET_TOWNS: join(folder, 'towns'),
    PORT: String(port),
  };
  const profile = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  const node = [...serving.node, ...profile];
  const server = await run('server.ts', { env, log, node });
  const { cookies } = await server.ask<{ cookies: string[] }>({ sessions: numbers });
  return { server, sessions: [...cookies] };
}

async function measureFloor(load: Running, target: ConnectionTarget): Promise<number> {
  const at = await freePort();
  const floor = await run('floor.tsx', { args: [JSON.stringify(target), String(at)], log });
  const { perSecond } = await load.ask<{ perSecond: number }>({
    floor: { origin: `http://localhost:${at}`, seconds: Number(values.step) },
  });
  await floor.stop();
  return perSecond;
}

function holds(seen: RateSeen, rate: number, p95 = HOLDS.p95): boolean {
  return (
    seen.errors.length === 0 &&
    seen.backlog <= Math.max(5, rate * HOLDS.backlogSeconds) &&
    quantile(seen.answers, 0.95) <= p95
  );
}

function line(rate: number, seen: RateSeen): string {
  const [p50, p95] = [0.5, 0.95].map((share) => round(quantile(seen.answers, share)));
  return `${String(rate).padStart(4)}/s begun ${seen.begun} done ${seen.done} at ${round(seen.done / seen.seconds)}/s, page p50 ${p50} ms p95 ${p95} ms, backlog ${seen.backlog}, errors ${seen.errors.length} ${seen.errors[0]?.slice(0, 300) ?? ''}`;
}

const { server, sessions } = await startServer();
const load = await run('load.ts', { log });
const target = await server.ask<ConnectionTarget>('database');
const examiner = await Examiner.open(target);

async function at(rate: number, seconds: number): Promise<RateSeen> {
  const people = sessions.splice(0, Math.round(rate * seconds));
  if (people.length < Math.round(rate * seconds)) throw new Error('nobody is left who has not applied');
  const seen = await load.ask<RateSeen>({ rate: { origin, perSecond: rate, sessions: people } });
  console.log(line(rate, seen));
  return seen;
}

/** Tries a rate when the jobs of the one before are done. */
async function held(rate: number): Promise<boolean> {
  await examiner.jobsDone(JOBS_LIMIT_MS);
  return holds(await at(rate, Number(values.step)), rate, STEP_P95);
}

/**
 * The rates up to the highest that holds for a step, found by halving what is left of them. One that fails is tried once
 * more: the host may have taken the machine.
 */
async function search(): Promise<number[]> {
  let [holding, failing] = [0, RATES.length];
  while (holding < failing) {
    const middle = Math.floor((holding + failing) / 2);
    const rate = RATES[middle] ?? 0;
    if ((await held(rate)) || (await held(rate))) holding = middle + 1;
    else failing = middle;
  }
  return RATES.slice(0, holding);
}

interface Highest {
  readonly rate: number;
  readonly seen: RateSeen;
  /** Rates that held for a step, but not for the whole measurement. */
  readonly fell: readonly number[];
}

/**
 * Measures at the highest rate of the search, and at the next lower one where a queue grows, as long as there is somebody
 * to apply: a step is too short to see a queue that grows slowly, and a server with a queue does less than it can.
 */
async function hold(found: readonly number[], fell: readonly number[] = []): Promise<Highest> {
  const rate = found.at(-1);
  if (rate === undefined) throw new Error('no rate holds');
  await examiner.jobsDone(JOBS_LIMIT_MS);
  const seen = await at(rate, Number(values.hold));
  const enough = sessions.length >= rate * Number(values.hold);
  if (holds(seen, rate) || found.length === 1 || !enough) return { rate, seen, fell };
  return hold(found.slice(0, -1), [...fell, rate]);
}

function pages(name: string, seen: RateSeen): Figure[] {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(seen.answers, share));
  return [
    figure(`Page ${name}, p50`, round(p50 ?? 0), 'ms'),
    bounded(`Page ${name}, p95`, p95 ?? 0, 'ms', name === `at ${PROMISED}/s` ? 50 : HOLDS.p95),
    figure(`Page ${name}, p99`, round(p99 ?? 0), 'ms'),
    figure(`Send ${name} (decision and letter made), p95`, round(quantile(seen.submits, 0.95)), 'ms'),
  ];
}

console.log(`the log is ${log}`);
const before = await measureFloor(load, target);
console.log(`floor ${round(before)}/s`);
await at(25, 20); // Warms up what is compiled on first use.
const found = values.rate === undefined ? await search() : [Number(values.rate)];
await examiner.jobsDone(JOBS_LIMIT_MS);
const promised = await at(PROMISED, Number(values.hold));
const { rate: best, seen: highest, fell } = await hold(found);
const drained = performance.now();
const left = await examiner.jobsDone(JOBS_LIMIT_MS);
const drain = (performance.now() - drained) / 1000;
const { rss } = await server.ask<{ rss: number }>('memory');
const after = await measureFloor(load, target);
console.log(`floor ${round(after)}/s`);
const floor = (before + after) / 2;
const outcomes = await examiner.outcomes();
const wrong = outcomes.filter(({ decisions, letters }) => decisions !== 1 || letters !== 1);
const unfinished = outcomes.flatMap(faultsOf);
await examiner.close();
await load.stop();
await server.stop();

const applications = highest.done / highest.seconds;
const requests = highest.answers.length / highest.seconds;
const about =
  'ekonomiskt-bistand-ateransokan straight through over HTTP: start page, every question page, check, send, receipt, ' +
  'inbox and letter (22 requests). Open loop, sessions prepared, fsync on, the load generator on the same cores. The ' +
  'floor is one small page and one commit of four statements for each request, with the same tools on the same PostgreSQL, ' +
  'measured before and after.';
const met = report('case', `npm run bench -- case`, about, [
  figure('Floor', round(floor), 'requests/s'),
  figure('Torget at its highest rate', round(requests), 'requests/s'),
  bounded('Share of the floor', (100 * requests) / floor, '%', 40, 'least'),
  bounded('Complete applications', applications, '/s', PROMISED, 'least'),
  figure(
    `Rates that held for ${values.step} s and not for ${values.hold} s`,
    fell.length === 0 ? 'none' : fell.map((rate) => `${rate}/s`).join(', '),
  ),
  ...pages(`at ${PROMISED}/s`, promised),
  ...pages(`at ${best}/s`, highest),
  bounded('Resident memory of the server afterwards', rss / 2 ** 20, 'MB', 350),
  figure('Applications in all', outcomes.length),
  bounded('Applications without exactly one decision and one letter', wrong.length, '', 0),
  bounded('Applications with anything missing or doubled (payment, PDF, closure)', unfinished.length, '', 0),
  figure(
    'Jobs (PDF, notice, payment) done after the last application within',
    left === 0 ? round(drain) : '> 300',
    's',
  ),
]);
for (const fault of unfinished.slice(0, 10)) console.log(fault);
rmSync(folder, { recursive: true, force: true });
process.exitCode = met ? 0 : 1;
