import { createHash } from 'node:crypto';
import { Decimal } from '@torget/feel';
import pg from 'pg';
import { type Answered, type Done, type Known, Prepared, type Statement } from './prepared.ts';
import { outgoing } from './wire.ts';

const NUMERIC = 1700;
const BIGINT = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;

/** numeric, bigint, date and timestamps never become doubles or `Date`s (settled.md, Database). */
function parser(oid: number): ((text: string) => unknown) | undefined {
  switch (oid) {
    case NUMERIC:
      return (text) => new Decimal(text);
    case BIGINT:
      return (text) => BigInt(text);
    case DATE:
      return (text) => Temporal.PlainDate.from(text);
    case TIMESTAMP:
      return (text) => Temporal.PlainDateTime.from(text);
    case TIMESTAMPTZ:
      return (text) => Temporal.Instant.from(text);
    default:
      return undefined;
  }
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string) {
    return parser(oid) ?? pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** More distinct texts than this are sent unprepared: statements are kept by the server for each connection. */
const PREPARED_LIMIT = 1000;
const names = new Map<string, string>();

/** From the tenth savepoint of a transaction on: too seldom to be kept. */
const LATE_SAVEPOINT = /savepoint \w*\d\d$/;

function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= PREPARED_LIMIT || LATE_SAVEPOINT.test(text)) return undefined;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 24);
  names.set(text, name);
  return name;
}

/** Says nothing by itself: it waits for the statement that follows, and goes out with it. */
const COMMAND = /^(?:begin|(?:release )?savepoint \w+|set local \w+ = \w+)$/;

/**
 * What PostgreSQL says in a transaction that has failed already: that it has (25P02), or that a savepoint is not there
 * (3B001), since it was to be made after what failed.
 */
const AFTERMATH = new Set(['25P02', '3B001']);

/** The state of a connection whose transaction has failed (PostgreSQL, Message Formats, ReadyForQuery). */
const FAILED = 'E';

const NOTHING: Answered = { command: '', rowCount: null, rows: [] };

/** A statement with its parameters. */
export interface Single {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** As the last value of a statement: it waits too (`pipelined`). */
export const AHEAD = Symbol('ahead');

/**
 * A client that prepares every parameterised statement once for its connection: parsing and planning fall away. A
 * transaction begins with its first statement, in one message with it and all that waits for it: each message costs both
 * sides more than what a BEGIN does. What is done in a transaction that has failed fails with the error that failed it,
 * also where nobody waited for the statement.
 */
export class PreparingClient extends pg.Client {
  readonly #known: Known = {
    parsed: new Set(),
    shapes: new Map(),
    parserOf: (type) => types.getTypeParser(type, 'text'),
    parsing: [],
  };
  /** What waits for the next statement. */
  #ahead: Statement[] = [];
  /** The first error of a transaction, until it is rolled back, whole or to a savepoint. */
  #failed: Error | undefined;

  constructor(config?: pg.ClientConfig) {
    super(config);
    // The pool listens only while nobody has the client. Lost between two statements of a transaction it would take the
    // process down; so the next statement fails instead, and the pool drops the client when it comes back.
    this.on('error', () => {});
    this.connection.on('parseComplete', () => this.#known.parsed.add(this.#known.parsing.shift() ?? ''));
    // From then on this listener comes after the client's own, which tells a commit's answer.
    this.once('connect', () =>
      this.connection.on('readyForQuery', ({ status }: { readonly status?: string }) => {
        if (status !== FAILED) this.#failed = undefined;
      }),
    );
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg's query has eleven overloads; the two shapes used here are told apart below
  override query(...args: any[]): any {
    const [text, values, callback] = args;
    if (typeof text !== 'string' || !Array.isArray(values)) {
      this.#flush();
      return Reflect.apply(super.query, this, args);
    }
    if (callback !== undefined) return this.#send(statementOf(text, values), callback);
    return new Promise((resolve, reject) =>
      this.#run(text, values, (error, result) => (error === null ? resolve(result) : reject(error))),
    );
  }

  #run(text: string, values: readonly unknown[], done: Done): void {
    const known = this.#hold(text, values);
    if (known === undefined) this.#send(statementOf(text, values), done);
    else done(null, { ...NOTHING, command: known });
  }

  /** The answer that is known without asking: of what waits, or of the end of what has not begun. */
  #hold(text: string, values: readonly unknown[]): string | undefined {
    const waits = values.at(-1) === AHEAD;
    if (waits || COMMAND.test(text)) {
      this.#ahead.push(statementOf(text, waits ? values.slice(0, -1) : values));
      return '';
    }
    if (text === 'commit' || text === 'rollback') {
      const begins = this.#ahead[0]?.text === 'begin';
      const empty = text === 'rollback' || this.#ahead.every((one) => COMMAND.test(one.text));
      if (empty) this.#ahead = [];
      if (empty && begins) return text.toUpperCase();
    }
    // What waits may be the savepoint to go back to; and where it fails it must not take the way back with it.
    if (text.startsWith('rollback to')) this.#flush();
    return undefined;
  }

  #flush(): void {
    const last = this.#ahead.pop();
    if (last !== undefined) this.#send(last, () => {});
  }

  #send(statement: Statement, done: Done): void {
    const ahead = this.#ahead;
    this.#ahead = [];
    super.query(
      new Prepared([...ahead, statement], ahead.length, this.#known, (error, [result = NOTHING]) =>
        done(this.#cause(statement, error, result), result),
      ),
    );
  }

  /** What each of several statements gives, in one message and one transaction. Never within another. */
  runAll(singles: readonly Single[]): Promise<readonly Answered[]> {
    const statements = singles.map(({ text, values }) => statementOf(text, values));
    return new Promise((resolve, reject) =>
      super.query(
        new Prepared(statements, 0, this.#known, (error, results) =>
          error === null ? resolve(results) : reject(error),
        ),
      ),
    );
  }

  /** What is wrong with an answer: of several errors in a transaction the first. */
  #cause({ text }: Statement, error: Error | null, { command }: Answered): Error | null {
    const known = this.#failed ?? null;
    if (error === null) return text === 'commit' && command === 'ROLLBACK' ? known : null;
    if (known !== null && 'code' in error && AFTERMATH.has(String(error.code))) return known;
    this.#failed ??= error;
    return error;
  }
}

/** The protocol counts parameters in two bytes (PostgreSQL, Message Formats, Bind). */
const MOST_VALUES = 65_535;

/** A statement as it is sent; what cannot be sent throws here, and nothing that waits is lost. */
function statementOf(text: string, values: readonly unknown[]): Statement {
  if (values.length > MOST_VALUES) throw new RangeError(`${values.length} parameters are more than can be sent`);
  return { name: statementName(text), text, values: values.map(outgoing) };
}

export interface ConnectionTarget {
  /** A URL (`DATABASE_URL`), or the socket folder of the embedded server with a database name. */
  readonly url?: string;
  readonly socket?: string;
  readonly user?: string;
  readonly database?: string;
}

export function clientConfig(target: ConnectionTarget): pg.ClientConfig {
  const base = { types, application_name: 'torget' };
  if (target.url !== undefined) {
    const url = new URL(target.url);
    if (target.database !== undefined) url.pathname = `/${target.database}`;
    return { ...base, connectionString: url.href };
  }
  return { ...base, host: target.socket ?? '', user: target.user ?? 'torget', database: target.database ?? 'postgres' };
}

/** A pool that survives the loss of its server: an idle client's error is logged, never thrown. */
export function openPool(target: ConnectionTarget, size: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(target), max: size, Client: PreparingClient, idleTimeoutMillis: 60_000 });
  pool.on('error', onError);
  return pool;
}

/** One statement on a connection of its own, for what cannot stand in a transaction: CREATE and DROP DATABASE. */
export async function single(target: ConnectionTarget, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client(clientConfig(target));
  client.on('error', () => {}); // A server lost between the answer and the end: the answer holds.
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}
