import { Client, keepAlive } from './client.ts';
import { fillIn, readAnswer, send } from './renewal.ts';

/**
 * The load generator, in a process of its own. Over the channel of `fork` it takes one order at a time and answers with
 * what it saw: `{ floor: { origin, seconds } }` or `{ rate: { origin, perSecond, sessions } }`.
 */
export interface FloorOrder {
  readonly origin: string;
  readonly seconds: number;
}

export interface RateOrder {
  readonly origin: string;
  /** Applications that begin in a second, whether or not earlier ones are done. */
  readonly perSecond: number;
  /** One for each application: nobody is granted the same month twice. */
  readonly sessions: readonly string[];
}

export interface RateSeen {
  readonly begun: number;
  readonly done: number;
  /** Applications that were not done when the last one should have begun. */
  readonly backlog: number;
  /** From the first beginning to the last end. */
  readonly seconds: number;
  readonly errors: readonly string[];
  /** Milliseconds of each answer. */
  readonly answers: readonly number[];
  /** Milliseconds of each press of "send": decision and letter are in it. */
  readonly submits: readonly number[];
  /** Milliseconds of each application, from when it should have begun. */
  readonly applications: readonly number[];
}

/** As many as keep the server busy without a queue that only makes answers late. */
const FLOOR_CONNECTIONS = 24;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function floor({ origin, seconds }: FloorOrder): Promise<{ perSecond: number }> {
  const agent = keepAlive(FLOOR_CONNECTIONS);
  let answers = 0;
  const drive = async (until: number) => {
    const client = new Client(origin, agent);
    while (performance.now() < until) {
      await client.get('/');
      answers++;
    }
  };
  const all = (ms: number) => {
    const until = performance.now() + ms;
    return Promise.all(Array.from({ length: FLOOR_CONNECTIONS }, () => drive(until)));
  };
  await all(2000);
  answers = 0;
  const started = performance.now();
  await all(seconds * 1000);
  return { perSecond: answers / ((performance.now() - started) / 1000) };
}

async function rate({ origin, perSecond, sessions }: RateOrder): Promise<RateSeen> {
  const agent = keepAlive(1000);
  const answers: number[] = [];
  const submits: number[] = [];
  const applications: number[] = [];
  const errors: string[] = [];
  const begun = sessions.length;
  const started = performance.now();
  const one = async (session: string, due: number) => {
    const client = new Client(origin, agent, {
      session,
      seen: ({ ms, path, location }) => {
        answers.push(ms);
        if (path.endsWith('/granska') && location !== undefined) submits.push(ms);
      },
    });
    try {
      const receipt = await send(client, await fillIn(client));
      await readAnswer(client, receipt);
      applications.push(performance.now() - due);
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error));
    }
  };
  const running: Promise<void>[] = [];
  for (let n = 0; n < begun; n++) {
    const due = started + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    running.push(one(sessions[n] ?? '', due));
  }
  const backlog = begun - applications.length - errors.length;
  await Promise.all(running);
  agent.destroy();
  const took = (performance.now() - started) / 1000;
  return { begun, done: applications.length, backlog, seconds: took, errors, answers, submits, applications };
}

process.on('message', async (order: { floor?: FloorOrder; rate?: RateOrder } | 'stop') => {
  if (order === 'stop') return process.disconnect?.();
  if (order.floor) process.send?.(await floor(order.floor));
  if (order.rate) process.send?.(await rate(order.rate));
});
process.send?.('ready');
