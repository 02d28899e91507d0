import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyMigrations,
  type ConnectionTarget,
  collectMigrations,
  type Db,
  type OpenDatabase,
  openDatabase,
  single,
  startEmbedded,
} from '#platform/database/index.ts';
import { ROOT } from '../serve.ts';

/** A PostgreSQL server of the check's own, gone with everything in it when the check is done. */
export interface ExampleServer {
  /** A private folder beside the database, for files. */
  readonly folder: string;
  /** Makes a database like the template; `drop` takes it away. */
  copy(name: string): Promise<OpenDatabase & { drop(): Promise<void> }>;
  stop(): Promise<void>;
}

const TEMPLATE = 'torget_examples';
/** An example uses one connection at a time, its jobs another. */
const CONNECTIONS = 3;

/**
 * Starts a throw-away server without fsync, with one migrated template that `fill` has filled. A template is copied only
 * while nobody is connected to it, so it is closed then.
 */
export async function startExampleServer(fill: (db: Db) => Promise<void>): Promise<ExampleServer> {
  const folder = mkdtempSync(join(tmpdir(), 'torget-check-'));
  // As root the server runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const server = await startEmbedded({ data: folder, fsync: false });
  const stop = async () => {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // The server lives in a process group of its own: nobody else would stop it.
  const interrupted = () => void stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await makeTemplate(server.target, fill);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder, stop, copy: (name) => copy(server.target, name) };
}

async function makeTemplate(server: ConnectionTarget, fill: (db: Db) => Promise<void>): Promise<void> {
  await single(server, `create database ${TEMPLATE}`);
  const target = { ...server, database: TEMPLATE };
  await applyMigrations(target, await collectMigrations(ROOT));
  const opened = openDatabase(target, { size: 1 });
  try {
    await fill(opened.db);
  } finally {
    await opened.close();
  }
  await single(server, `alter database ${TEMPLATE} allow_connections false`);
}

async function copy(server: ConnectionTarget, name: string): Promise<OpenDatabase & { drop(): Promise<void> }> {
  await single(server, `create database ${name} template ${TEMPLATE} strategy wal_log`);
  const opened = openDatabase({ ...server, database: name }, { size: CONNECTIONS });
  return {
    ...opened,
    async drop() {
      await opened.close();
      await single(server, `drop database ${name} with (force)`);
    },
  };
}
