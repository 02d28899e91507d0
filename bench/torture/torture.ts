import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionTarget } from '#platform/database/index.ts';
import { Client, keepAlive } from '../client.ts';
import { Examiner } from '../outcome.ts';
import { freePort } from '../running.ts';
import { growTown } from '../town.ts';
import { Ledger } from './ledger.ts';
import { apply } from './person.ts';
import { type Random, seeded } from './random.ts';
import { judge, type Verdict } from './verdict.ts';
import { Victim } from './victim.ts';

export interface TortureOptions {
  readonly applications: number;
  readonly seed: number;
  /** Answers that the server may give before it is killed, at most: the same on fast machines and slow ones. */
  readonly life: number;
  /** People who apply at the same time. */
  readonly parallel?: number;
}

export interface TortureReport extends Verdict {
  readonly seed: number;
  readonly kills: { readonly app: number; readonly everything: number };
  /** Milliseconds from each start to the first page. */
  readonly starts: readonly number[];
  readonly seconds: number;
}

/** Of the kills so many take PostgreSQL along, and so many of the others are aimed at a press of "send". */
const EVERYTHING = 0.25;
const AIMED = 0.5;
/** A press of "send" takes about so long: an aimed kill comes somewhere in it. */
const PRESS_MS = 40;
const JOBS_LIMIT_MS = 90_000;

/**
 * People apply while the server is killed at random moments; at the end the database is compared with what they were
 * told. Which moments is a matter of the seed; what the machine did until then is not, so a run is repeated in kind.
 */
export async function torture(options: TortureOptions): Promise<TortureReport> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'torget-torture-'));
  // As root the database runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const victim = new Victim(folder, await freePort());
  try {
    const numbers = growTown(join(folder, 'towns'), options.applications);
    await victim.start();
    const { cookies } = await victim.ask<{ cookies: string[] }>({ sessions: numbers });
    const ledger = new Ledger(join(folder, 'ledger'));
    await applyUnderKills(options, victim, ledger, cookies);
    const examiner = await Examiner.open(await victim.ask<ConnectionTarget>('database'));
    await examiner.jobsDone(JOBS_LIMIT_MS);
    const verdict = await judge(ledger.entries(), examiner);
    await examiner.close();
    await victim.stop();
    if (verdict.faults.length === 0) rmSync(folder, { recursive: true, force: true });
    else console.error(`seed ${options.seed}; the data stay in ${folder}`);
    const seconds = (performance.now() - started) / 1000;
    return { ...verdict, seed: options.seed, kills: victim.kills, starts: victim.starts, seconds };
  } catch (error) {
    console.error(`seed ${options.seed}; the data stay in ${folder}`);
    await victim.stop().catch(() => {});
    throw error;
  }
}

async function applyUnderKills(
  options: TortureOptions,
  victim: Victim,
  ledger: Ledger,
  cookies: readonly string[],
): Promise<void> {
  const random = seeded(options.seed);
  const waiting = cookies.map((session, at) => ({ session, random: seeded(options.seed + at + 1) }));
  const seen = new EventTarget();
  const tell = (what: 'answer' | 'press') => () => seen.dispatchEvent(new Event(what));
  const agent = keepAlive();
  const person = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const client = new Client(victim.origin, agent, { session: next.session, seen: tell('answer') });
      await apply({ client, victim, ledger, random: next.random, sending: tell('press') });
    }
  };
  const people = Promise.all(Array.from({ length: options.parallel ?? 8 }, person));
  const done = people.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([done, nextKill(options.life, random, seen)]))) {
    await victim.kill(random() < EVERYTHING);
  }
  await people;
}

/** Resolves to false when it is time to kill: after some answers, and then perhaps in the middle of a press of "send". */
async function nextKill(life: number, random: Random, seen: EventTarget): Promise<false> {
  const [aimed, answers, late] = [random() < AIMED, Math.ceil(random() * life), random() * PRESS_MS];
  await happened(seen, 'answer', answers);
  if (!aimed) return false;
  await happened(seen, 'press', 1);
  await new Promise((resolve) => setTimeout(resolve, late));
  return false;
}

function happened(seen: EventTarget, what: 'answer' | 'press', times: number): Promise<void> {
  return new Promise((resolve) => {
    let left = times;
    const count = () => {
      if (--left > 0) return;
      seen.removeEventListener(what, count);
      resolve();
    };
    seen.addEventListener(what, count);
  });
}
