import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TorgetError } from '#platform/errors.ts';
import { copyBinaries, nativeFolder, reachable, type ServerUser, serverUser } from './binaries.ts';
import { claimData } from './claim.ts';
import { type ConnectionTarget, single } from './client.ts';

/** The PostgreSQL that Torget runs itself: one cluster on a Unix socket in a private folder. */
export interface EmbeddedServer {
  readonly target: ConnectionTarget;
  /** Where the cluster lies; another place than asked for when the server's user cannot reach that. */
  readonly folder: string;
  /** What happened at start, for the message to the person. */
  readonly how: 'made' | 'started' | 'adopted';
  /** Stops the server (SIGINT: fast shutdown) and gives the data free. Close all pools before. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly data: string;
  /** Tests that do not test durability turn it off. */
  readonly fsync?: boolean;
}

/** Long enough for recovery after a power cut with the default amount of write-ahead log. */
const START_LIMIT_MS = 60_000;

function startFailed(detail: string, log: string): TorgetError {
  const tail = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n') : '';
  return new TorgetError(
    'database-start',
    500,
    { sv: `Databasen startade inte. Loggen: ${log}`, en: `The database did not start. Its log: ${log}` },
    `${detail}\n${tail}`,
  );
}

interface Place {
  readonly bin: string;
  readonly cluster: string;
  readonly socket: string;
  readonly log: string;
  readonly user: ServerUser | undefined;
}

/** Socket paths are limited to about 100 characters, so the folder is short and named by a hash of the data's path. */
function place(data: string): Place {
  const { folder: native, version } = nativeFolder();
  const user = serverUser();
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 8);
  let root = data;
  let binaries = native;
  if (user) {
    if (!reachable(native, user)) binaries = copyBinaries(native, version);
    if (!reachable(data, user)) {
      root = join('/var/lib/torget', hash);
      writeFileSync(join(data, 'WHERE.txt'), `The database of this installation lies in ${root}.\n`);
    }
  }
  const socket = join(
    tmpdir().length < 60 ? tmpdir() : '/tmp',
    `torget-${hash}-${user?.uid ?? process.getuid?.() ?? 0}`,
  );
  return { bin: join(binaries, 'bin'), cluster: join(root, 'postgres'), socket, log: join(root, 'postgres.log'), user };
}

function privateFolder(path: string, user: ServerUser | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (user) chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
}

function makeCluster({ bin, cluster, user, log }: Place): void {
  const args = [
    '-D',
    cluster,
    '-U',
    'torget',
    '-A',
    'trust',
    '--locale=C.UTF-8',
    '--encoding=UTF8',
    '-k',
    '--no-instructions',
  ];
  const who = user ? { uid: user.uid, gid: user.gid } : {};
  const run = spawnSync(join(bin, 'initdb'), args, {
    ...who,
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  });
  if (run.status !== 0) {
    rmSync(cluster, { recursive: true, force: true });
    throw startFailed(`initdb: ${run.stderr || run.error?.message}`, log);
  }
}

/** Pid and socket folder of a postmaster that runs on this cluster; a pid file whose process is gone is removed. */
function runningPostmaster(cluster: string): { pid: number; socket: string } | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (pid > 0 && isPostgres(pid, cluster)) return { pid, socket: (lines[4] ?? '').trim() };
  rmSync(file, { force: true });
  return undefined;
}

function isPostgres(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(file, 'utf8').includes(cluster);
  } catch {
    return false;
  }
}

function launch({ bin, cluster, socket, log, user }: Place, fsync: boolean): void {
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${socket}`,
    'unix_socket_permissions=0700',
    'max_connections=60',
    'shared_buffers=128MB',
    'jit=off',
    `fsync=${fsync ? 'on' : 'off'}`,
    ...(fsync ? [] : ['full_page_writes=off', 'synchronous_commit=off']),
  ];
  const out = openSync(log, 'a');
  const child = spawn(join(bin, 'postgres'), ['-D', cluster, ...settings.flatMap((s) => ['-c', s])], {
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
    cwd: '/',
    // A process group of its own: Ctrl-C must reach the app first, and the database only after the pool is closed.
    detached: true,
    stdio: ['ignore', out, out],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  child.unref();
}

async function answers(target: ConnectionTarget): Promise<boolean> {
  try {
    await single(target, 'select 1');
    return true;
  } catch {
    return false;
  }
}

async function stopServer(cluster: string): Promise<void> {
  const running = runningPostmaster(cluster);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  for (let waited = 0; waited < START_LIMIT_MS; waited += 20) {
    if (!existsSync(join(cluster, 'postmaster.pid'))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Starts the database of `options.data`, makes it when there is none, or adopts the one that a killed Torget left
 * running. A living Torget on the same data refuses with its pid.
 * @throws TorgetError `data-in-use`, `database-start`, `no-postgres`
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  mkdirSync(options.data, { recursive: true });
  const release = claimData(options.data);
  try {
    const at = place(options.data);
    const made = !existsSync(join(at.cluster, 'PG_VERSION'));
    const running = made ? undefined : runningPostmaster(at.cluster);
    const target: ConnectionTarget = { socket: running?.socket ?? at.socket, user: 'torget', database: 'postgres' };
    if (!running) {
      mkdirSync(join(at.cluster, '..'), { recursive: true });
      privateFolder(at.cluster, at.user);
      privateFolder(at.socket, at.user);
      if (made) makeCluster(at);
    }
    await untilItAnswers(at, target, running === undefined, options.fsync ?? true);
    const stop = async () => {
      await stopServer(at.cluster);
      release();
    };
    return { target, folder: at.cluster, how: made ? 'made' : running ? 'adopted' : 'started', stop };
  } catch (error) {
    release();
    throw error;
  }
}

/** After a kill of the postmaster alone, its old children must leave before a new one may start: try again until then. */
async function untilItAnswers(at: Place, target: ConnectionTarget, start: boolean, fsync: boolean): Promise<void> {
  if (start) launch(at, fsync);
  for (let waited = 0; waited < START_LIMIT_MS; waited += 20) {
    if (await answers(target)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (waited % 1000 === 980 && !runningPostmaster(at.cluster)) launch(at, fsync);
  }
  throw startFailed('no answer on the socket', at.log);
}
