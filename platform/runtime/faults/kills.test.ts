import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { NOW, testWorld } from '../testing.ts';
import { FLOWS, type Flow } from './flows.testing.ts';
import { examine, finishAll, flowBlocks, type Paid } from './play.testing.ts';

/** Kills in all; two processes share the database and each is killed and started again on its own. */
const KILLS = Number(process.env['TORGET_KILLS'] ?? 14);
const SERVERS = 2;
/** Milliseconds that a process lives after it is ready, at most. */
const LIFE = 900;

async function started(database: TestDatabase): Promise<ChildProcess> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = fork(join(import.meta.dirname, 'victim.testing.ts'), [JSON.stringify(database.target)], {
    execArgv: process.execArgv.filter((arg) => !arg.startsWith('--test')),
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [said, signal] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  // A machine that is short of memory kills too: one kill more.
  if (said === null && signal === 'SIGKILL') return started(database);
  assert.equal(said, 'ready', String(signal));
  return child;
}

async function killed(database: TestDatabase, kills: number): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    const child = await started(database);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LIFE));
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

test('processes are killed at random moments under load: nothing lost, nothing doubled, every instance ends', async (t) => {
  const database = await testDatabase();
  t.after(() => database.drop());
  await sql`create table public.note (business_key uuid, element text)`.execute(database.db);
  await sql`create table public.begun (key uuid primary key, flow integer not null)`.execute(database.db);
  await sql`create table public.paid (key text primary key, what text not null)`.execute(database.db);
  await Promise.all(Array.from({ length: SERVERS }, () => killed(database, Math.ceil(KILLS / SERVERS))));

  const paid: Paid = new Map();
  const world = await testWorld(flowBlocks(paid), {}, database.db);
  await world.deploy(...FLOWS.flatMap(({ processes }) => processes));
  const { rows: before } = await sql<{ n: number }>`select count(*)::int as n from runtime.instance
    where ended_at is null`.execute(database.db);
  await finishAll(world, Temporal.Instant.from(NOW).add({ hours: 100 }).toString());
  const { rows: asked } = await sql<{ key: string; what: string }>`select key, what from public.paid`.execute(
    database.db,
  );
  for (const { key, what } of asked) paid.set(key, what);
  const { rows } = await sql<{ key: string; flow: number }>`select key, flow from public.begun`.execute(database.db);
  for (const { key, flow } of rows) {
    await examine(world, FLOWS[flow] as Flow, key, paid).catch((error: unknown) => {
      throw new Error(`${FLOWS[flow]?.name} (${key})`, { cause: error });
    });
  }
  await world.close();
  t.diagnostic(`${KILLS} kills, ${rows.length} cases begun, ${before[0]?.n} instances under way at the last kill`);
  assert.ok(rows.length > KILLS, `only ${rows.length} cases`);
});
