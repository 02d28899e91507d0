import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

export interface TownOptions {
  /** The data folder; a temporary one, removed by `stop`, when it is left out. */
  readonly data?: string;
  readonly port?: number;
  /** Variables beside those of the harness; `undefined` takes one away. */
  readonly env?: { readonly [name: string]: string | undefined };
}

/** A Torget that was started through its front door, `bin/torget.mjs serve`, with a PostgreSQL of its own. */
export interface RunningTown {
  readonly origin: string;
  readonly pid: number;
  readonly data: string;
  /** What it has printed so far. */
  output(): string;
  /** Asks it to stop (SIGTERM), waits until it has, and removes a temporary data folder. Rejects when it had to be killed. */
  stop(): Promise<void>;
  /** Takes it down without a word (SIGKILL), as a crash does; its PostgreSQL lives on. The data stay. */
  kill(): Promise<void>;
}

/** Starts the example town on a free port of loopback and waits until its start page answers. */
export async function startTown(options: TownOptions = {}): Promise<RunningTown> {
  const port = options.port ?? (await freePort());
  const data = options.data ?? temporaryData();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, [join(ROOT, 'bin/torget.mjs'), 'serve'], {
    cwd: ROOT,
    env: townEnvironment({ PORT: String(port), TORGET_DATA: data, ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  // Asked to stop, it takes its PostgreSQL along.
  const orphan = () => child.kill('SIGTERM');
  process.once('exit', orphan);
  void ended.then(() => process.off('exit', orphan));

  const town: RunningTown = {
    origin,
    pid: child.pid ?? 0,
    data,
    output,
    async stop() {
      child.kill('SIGTERM');
      const late = AbortSignal.timeout(STOP_LIMIT_MS);
      await Promise.race([ended, new Promise((done) => late.addEventListener('abort', done, { once: true }))]);
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        throw new Error(`The town did not stop within ${STOP_LIMIT_MS} ms of SIGTERM.\n${output()}`);
      }
      if (options.data === undefined) rmSync(data, { recursive: true, force: true });
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
  await answers(child, origin, output);
  return town;
}

// Open to PostgreSQL's own user, which root's private folders are not.
function temporaryData(): string {
  const folder = mkdtempSync(join(tmpdir(), 'torget-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The variables of this process without those of the test run: NODE_TEST_CONTEXT, DATABASE_URL and the like. */
function townEnvironment(own: { readonly [name: string]: string | undefined }): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, DATABASE_URL: ___, HOST: ____, ...rest } = process.env;
  const all = { ...rest, ...own };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk).slice(-200_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => text;
}

async function answers(child: ChildProcess, origin: string, output: () => string): Promise<void> {
  const end = performance.now() + START_LIMIT_MS;
  while (performance.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The town ended with ${child.exitCode ?? child.signalCode} at start.\n${output()}`);
    }
    const answer = await fetch(origin, { redirect: 'manual' }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer !== undefined && answer.status < 500) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`The town did not answer at ${origin} within ${START_LIMIT_MS} ms.\n${output()}`);
}

/** A port of loopback that nothing listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
