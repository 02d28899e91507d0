import pg from 'pg';
import { type ConnectionTarget, clientConfig, PreparingClient, type Single } from './client.ts';
import type { Answered } from './prepared.ts';

interface Waiting extends Single {
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: unknown) => void;
}

/** More in one message would make the first of them wait for the last. */
const MOST = 40;

/**
 * Nobody waits longer for a row that somebody else's transaction holds: what did not get it goes alone, and waits there.
 * Long enough for a commit.
 */
const LOCK_MS = 20;

/** As long as the connections of a pool are kept. A line that is silent for long is cut on the way, and nobody is told. */
const IDLE_MS = 60_000;

/** The server ends, or has been lost (PostgreSQL, Error Codes, class 57): what was sent may have been committed. */
const ENDING = /^57P/;

/**
 * Short statements of many requests on one connection: those that come while the process reads what has come in go out as
 * one message, and are one transaction, committed once. A message costs both sides more than such a statement does, and a
 * commit more than that, so the more there are the less each of them costs. Where one fails, all are taken back, and each
 * goes alone: so a fault is told to whom it belongs, and to nobody else.
 *
 * Connected at the first statement, and again after the server was lost.
 */
export class Together {
  readonly #target: ConnectionTarget;
  readonly #alone: (statement: Single) => Promise<Answered>;
  #client: Promise<PreparingClient> | undefined;
  #idle: NodeJS.Timeout | undefined;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #ended = false;

  /** @param alone does a statement on another connection, in a transaction of its own */
  constructor(target: ConnectionTarget, alone: (statement: Single) => Promise<Answered>) {
    this.#target = target;
    this.#alone = alone;
  }

  run(statement: Single): Promise<Answered> {
    if (this.#ended) return this.#alone(statement);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...statement, resolve, reject });
      this.#running ??= this.#runAll();
    });
  }

  /** Ends when what has come is done. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#running;
    await this.#leave();
  }

  async #runAll(): Promise<void> {
    // Not before the process has read all that has come in by now.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#runSome(this.#waiting.splice(0, MOST));
    this.#running = undefined;
  }

  async #runSome(some: readonly Waiting[]): Promise<void> {
    let results: readonly Answered[];
    try {
      results = await (await this.#connected()).runAll(some);
    } catch (error) {
      const refused = error instanceof pg.DatabaseError && !ENDING.test(error.code ?? '');
      if (!refused) void this.#leave();
      for (const one of some) {
        if (refused) this.#alone(one).then(one.resolve, one.reject);
        else one.reject(error);
      }
      return;
    }
    for (const [at, { resolve, reject }] of some.entries()) {
      const result = results[at];
      if (result === undefined) reject(new Error('the server answered fewer statements than were sent'));
      else resolve(result);
    }
  }

  #connected(): Promise<PreparingClient> {
    this.#idle ??= setTimeout(() => this.#running ?? this.#leave(), IDLE_MS).unref();
    this.#idle.refresh();
    if (this.#client !== undefined) return this.#client;
    const made = this.#connect();
    const lost = () => {
      if (this.#client === made) this.#client = undefined;
    };
    // Also while nobody asks: the server was restarted, the line was cut.
    made.then((client) => client.once('end', lost), lost);
    this.#client = made;
    return made;
  }

  async #connect(): Promise<PreparingClient> {
    const client = new PreparingClient(clientConfig(this.#target));
    await client.connect();
    await client.query(`set lock_timeout = ${LOCK_MS}`);
    return client;
  }

  async #leave(): Promise<void> {
    const left = this.#client;
    this.#client = undefined;
    const client = await left?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }
}
