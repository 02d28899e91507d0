import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serving } from '../../scripts/pinned.mjs';
import { type Running, run } from '../running.ts';

/** The server that is killed and started again on the same data and port. */
export class Victim {
  readonly origin: string;
  readonly kills = { app: 0, everything: 0 };
  /** Milliseconds from start to the first page, one for each start. */
  readonly starts: number[] = [];
  readonly #data: string;
  readonly #start: () => Promise<Running>;
  #running: Running | undefined;
  #up: Promise<void> = Promise.resolve();

  constructor(folder: string, port: number) {
    this.origin = `http://localhost:${port}`;
    this.#data = join(folder, 'data');
    const env = {
      ...serving.env,
      TORGET_DATA: this.#data,
      TORGET_TOWNS: join(folder, 'towns'),
      PORT: String(port),
      TORGET_LOG: 'warn',
    };
    this.#start = () => run('server.ts', { env, log: join(folder, 'server.log'), node: serving.node });
  }

  /** Resolves when the server runs; at once when it does. */
  get up(): Promise<void> {
    return this.#up;
  }

  start(): Promise<void> {
    this.#up = this.#begin();
    return this.#up;
  }

  ask<T>(message: string | object): Promise<T> {
    if (this.#running === undefined) throw new Error('the server does not run');
    return this.#running.ask(message);
  }

  /** SIGKILL without a warning, to the app alone or with all processes of its PostgreSQL; then a new start. */
  kill(everything: boolean): Promise<void> {
    // Set before the first kill, so that nobody takes a dead server for a living one.
    this.#up = this.#killAndStart(everything);
    return this.#up;
  }

  async #killAndStart(everything: boolean): Promise<void> {
    this.kills[everything ? 'everything' : 'app']++;
    const killed = this.#running?.kill();
    if (everything) for (const pid of this.#database()) killHard(pid);
    await killed;
    await this.#begin();
  }

  async #begin(): Promise<void> {
    const started = performance.now();
    this.#running = await this.#start();
    this.starts.push(performance.now() - started);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  #database(): number[] {
    const postmaster = readFileSync(join(this.#data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    return readdirSync('/proc').flatMap((name) => {
      if (name === postmaster) return [Number(name)];
      return /^\d+$/.test(name) && parentOf(name) === postmaster ? [Number(name)] : [];
    });
  }
}

function parentOf(pid: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return undefined; // It ended meanwhile.
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // A child that saw its postmaster die was faster.
  }
}
