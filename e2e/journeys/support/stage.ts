import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { openBrowser, type RunningTown, startTown } from '../../harness.ts';
import { type Means, Person } from './person.ts';

export interface Row {
  readonly [column: string]: unknown;
}

/** A town with a browser, for the tests of one file. */
export interface Stage {
  /** Somebody with a browser of her own, who has not signed in. */
  visitor(means?: Means): Promise<Person>;
  /** Somebody of the population register, signed in. */
  citizen(name: string, means?: Means): Promise<Person>;
  /** Somebody of the staff at her desk; the same browser every time she is asked for with the same means. */
  officer(name: string, means?: Means, unit?: string): Promise<Person>;
  /** Moves the clock of the town forward and runs what has become due. */
  timeMachine(step: string): Promise<void>;
  /** Reads the town's database, past the house. */
  rows(query: string): Promise<readonly Row[]>;
  /** What the town has printed, its log among it. */
  log(): string;
  readonly origin: string;
  readonly data: string;
}

/** Sets the stage before the first test of the file, and clears it after the last. */
export function stage(): Stage {
  let town: RunningTown;
  let browser: Browser;
  // The server of the database runs as another user when the tests run as root: the folder lets it through.
  const data = mkdtempSync(join(tmpdir(), 'torget-journey-'));
  chmodSync(data, 0o755);
  const people: Person[] = [];
  const officers = new Map<string, Promise<Person>>();

  before(async () => {
    town = await startTown({ data });
    browser = await openBrowser();
  });
  after(async () => {
    const closed = await Promise.allSettled(people.map((person) => person.close()));
    await browser?.close();
    await town?.stop();
    rmSync(data, { recursive: true, force: true });
    const faults = closed.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });

  async function visitor(means: Means = {}): Promise<Person> {
    const person = await Person.come(browser, town.origin, means);
    people.push(person);
    return person;
  }

  async function officer(name: string, means: Means = {}, unit?: string): Promise<Person> {
    const key = JSON.stringify([name, means, unit]);
    const there = officers.get(key) ?? visitor(means).then((person) => person.startWork(name, unit));
    officers.set(key, there);
    return there;
  }

  return {
    visitor,
    officer,
    citizen: async (name, means) => (await visitor(means)).signIn(name),
    async timeMachine(step) {
      const nadia = await officer('Nadia Persson');
      await nadia.go('/arbete/tidsmaskin');
      await nadia.press(step);
    },
    async rows(query) {
      const client = new pg.Client({ host: socketOf(data), user: 'torget', database: await databaseOf(data) });
      await client.connect();
      try {
        return (await client.query<Row>(query)).rows;
      } finally {
        await client.end();
      }
    },
    log: () => town.output(),
    get origin() {
      return town.origin;
    },
    data,
  };
}

/** Where the embedded PostgreSQL listens: the fifth line of its `postmaster.pid`. */
function socketOf(data: string): string {
  const line = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[4];
  if (line === undefined) throw new Error('The database of the town does not run.');
  return line.trim();
}

async function databaseOf(data: string): Promise<string> {
  const client = new pg.Client({ host: socketOf(data), user: 'torget', database: 'postgres' });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where not datistemplate and datname <> 'postgres'",
  );
  await client.end();
  const [first, more] = rows;
  if (first === undefined || more !== undefined) throw new Error(`Which database? ${JSON.stringify(rows)}`);
  return first.datname;
}
