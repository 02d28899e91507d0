import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { applyMigrations, type Migration } from './migrate.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;

before(async () => {
  database = await testDatabase();
  await sql`create table public.long (n int)`.execute(database.db);
  await sql`insert into public.long values (1), (1)`.execute(database.db);
});
after(() => database.drop());

const migration = (name: string, text: string): Migration => ({ name, sql: text, sha256: name });
const apply = (...migrations: readonly Migration[]) => applyMigrations(database.target, migrations);

async function valid(index: string): Promise<boolean | undefined> {
  const { rows } = await sql<{ valid: boolean }>`select indisvalid as valid from pg_index
    where indexrelid = to_regclass(${index})`.execute(database.db);
  return rows[0]?.valid;
}

const BUILDS = `-- outside a transaction
-- Of two, the second cannot be made yet.
create index concurrently long_n on public.long (n);
create unique index concurrently long_once on public.long (n);
`;

test('an interrupted making of indexes goes on where it was', async () => {
  const builds = migration('a/0001-builds.sql', BUILDS);
  await assert.rejects(apply(builds), /long_once/);
  assert.deepEqual([await valid('public.long_n'), await valid('public.long_once')], [true, false]);
  await sql`delete from public.long where ctid = '(0,1)'`.execute(database.db);
  assert.equal(await apply(builds), 1);
  assert.equal(await valid('public.long_once'), true);
  assert.equal(await apply(builds), 0);
});

test('several starts at once make an index once, and none waits for another for ever', async () => {
  const wide = migration(
    'a/0002-wide.sql',
    '-- outside a transaction\ncreate index concurrently long_wide on public.long (n, n);',
  );
  assert.deepEqual((await Promise.all([apply(wide), apply(wide), apply(wide)])).sort(), [0, 0, 1]);
  assert.equal(await valid('public.long_wide'), true);
});

test('outside a transaction nothing is done but to make indexes', async () => {
  for (const statement of [
    'create index long_x on public.long (n)',
    'update public.long set n = 2',
    'drop table public.long',
  ]) {
    const other = migration('a/0003-other.sql', `-- outside a transaction\n${statement};`);
    await assert.rejects(
      apply(other),
      (error: Error) => 'code' in error && error.code === 'migration-apart',
      statement,
    );
  }
});
