import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { TorgetError } from '#platform/errors.ts';
import { type Place, privateFolder } from './place.ts';

const INITDB = ['-U', 'torget', '-A', 'trust', '--locale=C.UTF-8', '--encoding=UTF8', '-k', '--no-instructions'];
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** @param log the server's own log: its last lines say what it did not like */
export function startFailed(detail: string, log: string): TorgetError {
  const tail = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n') : '';
  return new TorgetError(
    'database-start',
    500,
    { sv: `Databasen startade inte. Loggen: ${log}`, en: `The database did not start. Its log: ${log}` },
    `${detail}\n${tail}`,
  );
}

function unfinished(cluster: string): string {
  return `${basename(cluster)}.new-`;
}

/**
 * Removes what interrupted first starts have left beside the cluster. Every start does it: the `initdb` of one that was
 * killed lives on, and makes its folder again when that is taken away early.
 */
export function removeUnfinished({ cluster }: Place): void {
  const parent = dirname(cluster);
  for (const name of readdirSync(parent)) {
    // It may be writing just now: a folder that fills again is tried again.
    if (name.startsWith(unfinished(cluster)))
      rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Makes the cluster beside its place and moves it there whole: an interrupted first start leaves none. */
export function makeCluster({ bin, cluster, user, log }: Place): void {
  const making = join(dirname(cluster), `${unfinished(cluster)}${process.pid}`);
  privateFolder(making, user);
  const run = spawnSync(join(bin, 'initdb'), ['-D', making, ...INITDB], {
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
    cwd: '/',
    encoding: 'utf8',
    env: ENVIRONMENT,
  });
  if (run.status !== 0) {
    rmSync(making, { recursive: true, force: true });
    throw startFailed(`initdb: ${run.stderr || run.error?.message}`, log);
  }
  renameSync(making, cluster);
}

/**
 * The database shares the machine with the process that answers people. When a statement wakes it, it shall not take the
 * processor from the page that is being made; it is given its turn a little later: a lower priority, and as batch work
 * (SCHED_BATCH, sched(7)), which when it wakes never takes the processor from what runs.
 */
const NICE = 5;
/** Of util-linux. */
const CHRT = '/usr/bin/chrt';
const AS_BATCH = ['-b', '0'];

/** What runs `program` as batch work, where the machine can and lets us; else the program itself. */
function batched(
  program: string,
  args: readonly string[],
): { readonly command: string; readonly args: readonly string[] } {
  const can = existsSync(CHRT) && spawnSync(CHRT, [...AS_BATCH, 'true'], { cwd: '/', stdio: 'ignore' }).status === 0;
  return can ? { command: CHRT, args: [...AS_BATCH, program, ...args] } : { command: program, args };
}

/** Starts the server in a process group of its own: Ctrl-C reaches the app, which stops the database last. */
export function launch({ bin, cluster, socket, log, user }: Place, fsync: boolean): ChildProcess {
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
  if (user) fchownSync(out, user.uid, user.gid);
  const { command, args } = batched(join(bin, 'postgres'), ['-D', cluster, ...settings.flatMap((s) => ['-c', s])]);
  const child = spawn(command, args, {
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
    cwd: '/',
    detached: true,
    stdio: ['ignore', out, out],
    env: ENVIRONMENT,
  });
  closeSync(out);
  child.on('error', () => {}); // It shows as a server that does not answer, with the log's reason.
  if (child.pid !== undefined) yieldToPages(child.pid);
  child.unref();
  return child;
}

/** One that has ended already shows as a server that does not answer. */
function yieldToPages(pid: number): void {
  try {
    setPriority(pid, NICE);
  } catch {}
}

/**
 * The server that runs on this cluster. A pid file whose process is gone stays for PostgreSQL, which looks for children
 * of that process before it goes on; one whose pid belongs to another program by now would stop it, and is removed.
 */
export function runningPostmaster(cluster: string): { pid: number; socket: string | undefined } | undefined {
  const file = join(cluster, 'postmaster.pid');
  const lines = linesOf(file);
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  if (isPostgres(pid, cluster)) return { pid, socket: (lines[4] ?? '').trim() || undefined };
  rmSync(file, { force: true });
  return undefined;
}

/** A server that ends takes its pid file away, also between a look at whether it is there and the reading of it. */
function linesOf(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isPostgres(pid: number, cluster: string): boolean {
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(words[0] ?? '') === 'postgres' && words.includes(cluster);
  } catch {
    return false;
  }
}

/** Stops the server (SIGINT: fast shutdown with a checkpoint) and waits until it is gone. */
export async function stopPostmaster(cluster: string, limitMs: number): Promise<void> {
  const running = runningPostmaster(cluster);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  const end = performance.now() + limitMs;
  while (runningPostmaster(cluster) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}
