import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { clientConfig } from './client.ts';
import {
  applyMigrations,
  type ConnectionTarget,
  collectMigrations,
  type Db,
  openDatabase,
  single,
  startEmbedded,
} from './index.ts';
import { uuidv7 } from './uuid.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface TestServer {
  readonly target: ConnectionTarget;
  stop(): Promise<void>;
}

/** A throw-away server. `fsync` on for `*.durable.test.ts` only. */
export async function startTestServer(options: { fsync?: boolean } = {}): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), 'torget-test-'));
  // As root the server runs as another user, who must be able to enter.
  chmodSync(data, 0o755);
  const server = await startEmbedded({ data, fsync: options.fsync ?? false });
  return {
    target: server.target,
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/**
 * One migrated template for each state of the migrations. It must have no open connection when it is copied, so it is
 * closed for connections once it is ready.
 */
async function template(server: ConnectionTarget): Promise<string> {
  const migrations = await collectMigrations(ROOT);
  const digest = createHash('sha256')
    .update(migrations.map((m) => m.name + m.sha256).join())
    .digest('hex');
  const name = `torget_template_${digest.slice(0, 16)}`;
  const client = new pg.Client(clientConfig(server));
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const ready = await client.query('select 1 from pg_database where datname = $1 and not datallowconn', [name]);
    if (ready.rowCount === 0) {
      await client.query(`drop database if exists ${name}`);
      await client.query(`create database ${name}`);
      await applyMigrations({ ...server, database: name }, migrations);
      await client.query(`alter database ${name} allow_connections false`);
    }
    return name;
  } finally {
    await client.end();
  }
}

export interface TestDatabase {
  readonly db: Db;
  readonly target: ConnectionTarget;
  drop(): Promise<void>;
}

let own: Promise<TestServer> | undefined;

/** The run's server (the global setup of `npm test` puts it into DATABASE_URL), or one of this process alone. */
async function testServer(): Promise<ConnectionTarget> {
  const url = process.env['DATABASE_URL'];
  if (url !== undefined) return { url };
  own ??= startTestServer();
  return (await own).target;
}

/**
 * A fresh migrated database, copied from the template in about 50 ms. Call `drop()` in `after`: it also stops the
 * server when this process started one for itself.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const from = await template(server).catch(async (error: unknown) => {
    await stopOwn();
    throw error;
  });
  const name = `t_${uuidv7().replaceAll('-', '')}`;
  await single(server, `create database ${name} template ${from} strategy wal_log`);
  const target = { ...server, database: name };
  const { db, close } = openDatabase(target, { size: 6 });
  live++;
  return {
    db,
    target,
    async drop() {
      await close();
      await single(server, `drop database if exists ${name} with (force)`);
      if (--live === 0) await stopOwn();
    },
  };
}

let live = 0;

async function stopOwn(): Promise<void> {
  const server = own;
  own = undefined;
  await (await server)?.stop();
}
