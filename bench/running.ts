import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A program of this folder in a process of its own, which says `ready` over its channel. */
export interface Running {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Sends a message and waits for the answer. Rejects when the program ends before. */
  ask<T>(message: string | object): Promise<T>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface RunOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** More arguments for Node, before the program. */
  readonly node?: readonly string[];
  /** File that its output is appended to. */
  readonly log: string;
}

const ENDED = Symbol('ended');

/** Starts a program and waits until it is ready. Rejects when it ends before. */
export async function run(program: string, options: RunOptions): Promise<Running> {
  const out = openSync(options.log, 'a');
  const { NODE_TEST_CONTEXT: _, DATABASE_URL: __, ...env } = process.env;
  const child = fork(join(import.meta.dirname, program), [...(options.args ?? [])], {
    execArgv: [...process.execArgv.filter((arg) => !arg.startsWith('--test')), ...(options.node ?? [])],
    env: { ...env, ...options.env },
    stdio: ['ignore', out, out, 'ipc'],
  });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), ended]);
  if (first[0] !== 'ready') throw new Error(`${program} ended with ${first[0] ?? first[1]}; see ${options.log}`);
  return {
    pid: child.pid ?? 0,
    child,
    async ask<T>(message: string | object): Promise<T> {
      child.send(message);
      const [answer] = await Promise.race([once(child, 'message'), ended.then(() => [ENDED])]);
      if (answer === ENDED) throw new Error(`${program} ended without an answer; see ${options.log}`);
      return answer as T;
    },
    async stop() {
      child.send('stop');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
