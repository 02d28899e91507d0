import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { claimData } from './claim.ts';
import { type ConnectionTarget, single } from './client.ts';
import { type Place, place, privateFolder } from './place.ts';
import { launch, makeCluster, removeUnfinished, runningPostmaster, startFailed, stopPostmaster } from './postmaster.ts';

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
const LIMIT_MS = 60_000;

/**
 * Starts the database of `options.data`, makes it when there is none, or adopts the one that a killed Torget left
 * running. A living Torget on the same data refuses with its pid.
 * @throws TorgetError `data-in-use`, `data-closed`, `folder-taken`, `database-start`, `no-postgres`
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const release = claimData(options.data);
  try {
    const at = place(options.data);
    const made = !existsSync(join(at.cluster, 'PG_VERSION'));
    const running = made ? undefined : runningPostmaster(at.cluster);
    const target: ConnectionTarget = { socket: running?.socket ?? at.socket, user: 'torget', database: 'postgres' };
    mkdirSync(dirname(at.cluster), { recursive: true });
    removeUnfinished(at);
    if (made) makeCluster(at);
    if (!running) privateFolder(at.socket, at.user);
    const how = await untilItAnswers(at, target, running !== undefined, options.fsync ?? true);
    const stop = async () => {
      await stopPostmaster(at.cluster, LIMIT_MS);
      await rmdir(target.socket ?? at.socket).catch(() => {}); // It stays when something lies in it.
      release();
    };
    return { target, folder: at.cluster, how: made ? 'made' : how, stop };
  } catch (error) {
    release();
    throw error;
  }
}

/** Launches the server unless one runs. What still runs may be on its way down: then it is launched after all. */
async function untilItAnswers(
  at: Place,
  target: ConnectionTarget,
  runs: boolean,
  fsync: boolean,
): Promise<'started' | 'adopted'> {
  let child = runs ? undefined : launch(at, fsync);
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; ) {
    if (await answers(target)) return child ? 'started' : 'adopted';
    await new Promise((resolve) => setTimeout(resolve, 20));
    const ended = child === undefined || child.exitCode !== null || child.signalCode !== null;
    if (!ended || runningPostmaster(at.cluster)) continue;
    if (child && !waitsForOthers(at.log)) throw startFailed(`the server ended with ${child.exitCode}`, at.log);
    child = launch(at, fsync);
  }
  throw startFailed('no answer on the socket', at.log);
}

/** After a kill of the postmaster alone, its old children must leave before a new one may start. */
function waitsForOthers(log: string): boolean {
  const last = existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : '';
  return /pre-existing shared memory block|lock file ".*" already exists/.test(last);
}

async function answers(target: ConnectionTarget): Promise<boolean> {
  try {
    await single(target, 'select 1');
    return true;
  } catch {
    return false;
  }
}
