import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { TorgetError } from '#platform/errors.ts';
import { buildApart, isApart } from './apart.ts';
import { type ConnectionTarget, clientConfig } from './client.ts';

export interface Migration {
  /** `platform/runtime/0001-runtime.sql`: owner folder and file name; the key under which it is recorded. */
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Any number will do as long as nobody else uses it: all starts of one town wait for each other here. */
const LOCK = 846_382_001;

const FILE = /^\d{4}-[a-z0-9-]+\.sql$/;

async function migrationsOf(root: string, owner: string): Promise<Migration[]> {
  const folder = join(root, owner, 'migrations');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => FILE.test(name)).sort();
  return Promise.all(
    files.map(async (file) => {
      const sql = await readFile(join(folder, file), 'utf8');
      return { name: `${owner}/${file}`, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** Foreign keys go down to these, so they come first; the rest of the floor follows by name. */
const FIRST = [
  'platform/database',
  'platform/identity',
  'platform/access',
  'platform/files',
  'platform/runtime',
  'areas/catalogue',
  'areas/cases',
];

function rank(owner: string): number {
  const at = FIRST.indexOf(owner);
  if (at >= 0) return at;
  return owner.startsWith('platform/') ? 4.5 : FIRST.length;
}

/** All migrations of the house in floor order (platform, areas), then number. */
export async function collectMigrations(root: string): Promise<Migration[]> {
  const owners: string[] = [];
  for (const floor of ['platform', 'areas']) {
    const entries = await readdir(join(root, floor), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory()) owners.push(`${floor}/${entry.name}`);
  }
  owners.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return (await Promise.all(owners.map((owner) => migrationsOf(root, owner)))).flat();
}

/**
 * Applies what is missing, forward only, each file in its own transaction or, where it says so, outside any (`apart.ts`),
 * all under one advisory lock, so that several servers may start at once. A file that was applied and has changed since refuses the start.
 */
export async function applyMigrations(target: ConnectionTarget, migrations: readonly Migration[]): Promise<number> {
  const client = new pg.Client(clientConfig(target));
  await client.connect();
  try {
    await lock(client);
    await client.query('create schema if not exists database');
    await client.query(`create table if not exists database.migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const done = new Map<string, string>();
    for (const row of (await client.query('select name, sha256 from database.migration')).rows)
      done.set(row.name, row.sha256);
    let applied = 0;
    for (const migration of migrations) {
      const before = done.get(migration.name);
      if (before === migration.sha256) continue;
      if (before !== undefined) throw changed(migration.name);
      const apart = isApart(migration.sql);
      if (apart) await buildApart(client, migration.name, migration.sql);
      await client.query('begin');
      if (!apart) await client.query(migration.sql);
      await client.query('insert into database.migration (name, sha256) values ($1, $2)', [
        migration.name,
        migration.sha256,
      ]);
      await client.query('commit');
      applied++;
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** Milliseconds. */
const BETWEEN_TRIES = 200;

/**
 * Waits for the lock by asking for it: who waits inside the database holds a snapshot, and an index that another start makes
 * concurrently waits until nobody holds an older one.
 */
async function lock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
    if (rows[0]?.mine === true) return;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
  }
}

function changed(name: string): TorgetError {
  return new TorgetError(
    'migration-changed',
    500,
    {
      sv: `Migreringen ${name} har ändrats efter att den kördes. Återställ filen och skriv en ny med nästa nummer.`,
      en: `The migration ${name} was changed after it was applied. Restore the file and write a new one with the next number.`,
    },
    `migration ${name} differs from the one recorded in database.migration`,
  );
}
