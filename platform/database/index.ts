import { CompiledQuery, Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely';
import type pg from 'pg';
import { AHEAD, type ConnectionTarget, openPool, type Single } from './client.ts';
import { Together } from './together.ts';

export { type ConnectionTarget, single } from './client.ts';
export { type EmbeddedServer, startEmbedded } from './embedded.ts';
export { type Erased, eraseRows } from './erase.ts';
export { applyMigrations, collectMigrations, type Migration } from './migrate.ts';
export { databaseMode, type Mode, setMode } from './mode.ts';
export { type PersonalRows, type PersonalSource, personalRows } from './personal.ts';
export { isUuid, uuidv7 } from './uuid.ts';

/**
 * A connection to one town's database, or a transaction on it. Tables are not part of the type: an area adds its own
 * with `db.withTables<CasesTables>()`, and hot queries are plain SQL text with kysely's `sql` tag.
 */
export type Db = Kysely<object>;

/** What is known of a transaction under way. */
interface Running {
  /** Done when it has committed. */
  readonly after: (() => void)[];
  savepoints: number;
}

const running = new WeakMap<object, Running>();

/**
 * Remembers what shall happen right after the transaction has committed (handing jobs over to the worker).
 * Never runs when the transaction rolls back. Outside a transaction it runs at once.
 */
export function afterCommit(tx: Db, act: () => void): void {
  const list = running.get(tx)?.after;
  if (list === undefined) act();
  else list.push(act);
}

const RETRYABLE = new Set(['40001', '40P01']);
const ATTEMPTS = 5;

function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && RETRYABLE.has(String(error.code));
}

/**
 * Runs `work` in one transaction: all of it is committed, or nothing. The one place where serialisation failures and
 * deadlocks are tried again (up to five times, with a growing random pause), so `work` must have no effect outside it.
 */
export async function transaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db);
  for (let attempt = 1; ; attempt++) {
    const after: (() => void)[] = [];
    try {
      const result = await db.transaction().execute((tx: Transaction<object>) => {
        running.set(tx, { after, savepoints: 0 });
        return work(tx);
      });
      for (const act of after) act();
      return result;
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/**
 * A statement whose result nobody reads goes to the server together with the next one of the transaction, at the latest
 * with its commit: in one message, in their order. Where it fails, that next one fails with its error. Outside a
 * transaction it is executed at once.
 */
export async function pipelined(db: Db, statement: RawBuilder<unknown>): Promise<void> {
  if (!db.isTransaction) {
    await statement.execute(db);
    return;
  }
  const { sql, parameters } = statement.compile(db);
  await db.executeQuery(CompiledQuery.raw(sql, [...parameters, AHEAD]));
}

/** What goes together on a connection of its own: reads never wait for the commit of what is written. */
interface Lanes {
  readonly reads: Together;
  readonly writes: Together;
}

const lanes = new WeakMap<Db, Lanes>();

async function together<T>(db: Db, lane: keyof Lanes, statement: RawBuilder<T>): Promise<{ readonly rows: T[] }> {
  const shared = lanes.get(db)?.[lane];
  if (shared === undefined) return statement.execute(db);
  const { sql, parameters } = statement.compile(db);
  const { rows } = await shared.run({ text: sql, values: parameters });
  return { rows: rows as T[] };
}

/**
 * A short read for one request of many: in a crowd it goes to the server together with those of others, in one message. For
 * what takes far less than a millisecond, since others wait for it. In a transaction it is executed there.
 */
export function readTogether<T>(db: Db, statement: RawBuilder<T>): Promise<{ readonly rows: T[] }> {
  return together(db, 'reads', statement);
}

/**
 * One short statement that is a transaction by itself: in a crowd it is committed together with those of others, and done
 * when this gives. For what touches rows of one person, since it holds them until the others are done too. In a
 * transaction it is executed there.
 */
export function writeTogether<T>(db: Db, statement: RawBuilder<T>): Promise<{ readonly rows: T[] }> {
  return together(db, 'writes', statement);
}

/**
 * Does a part of a transaction in a savepoint: where `work` throws, what it wrote is taken back and its error is thrown
 * on, to be caught by whoever can go on without it. Where something written before it fails (`pipelined`), the whole
 * transaction has failed, and that error is thrown instead. Costs no message of its own but for going back.
 *
 * No name is used twice in a transaction: else going back to a savepoint that was never made, since what went before it
 * failed, would find an older one and take back in silence what had been told as done.
 */
export async function savepoint<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  const known = running.get(tx);
  if (known === undefined) throw new TypeError('a savepoint is made in a transaction');
  const name = sql.raw(`part_${++known.savepoints}`);
  await sql`savepoint ${name}`.execute(tx);
  try {
    const value = await work();
    await sql`release savepoint ${name}`.execute(tx);
    return value;
  } catch (error) {
    await sql`rollback to savepoint ${name}`.execute(tx);
    throw error;
  }
}

const PLANS = { once: 'force_generic_plan', anew: 'force_custom_plan' } as const;

/**
 * From here to the end of the transaction a statement is planned `once` for its connection, whatever its values are, or
 * `anew` for its values. For statements that take longer to plan than to run and have one good plan: left to itself the
 * server plans them each time, because it counts planning as nearly free; and for those whose plan hangs on a value.
 */
export async function planned(tx: Db, how: keyof typeof PLANS): Promise<void> {
  await sql`set local plan_cache_mode = ${sql.raw(PLANS[how])}`.execute(tx);
}

const TAKEN_BACK = Symbol('rehearsed');
const rehearsed = new WeakMap<object, RawBuilder<unknown>[]>();

/**
 * Does `work` as `transaction` would, and takes all of it back: nothing is written but what is true all the same (below), and
 * nothing that waits for the commit happens. Gives what `work` gave; what the commit would have refused is refused here
 * too. Not inside a transaction.
 */
export async function rehearse<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const done: { value?: T } = {};
  const left: RawBuilder<unknown>[] = [];
  try {
    await transaction(db, async (tx) => {
      rehearsed.set(tx, left);
      done.value = await work(tx);
      await sql`set constraints all immediate`.execute(tx);
      throw TAKEN_BACK;
    });
  } catch (error) {
    if (error !== TAKEN_BACK) throw error;
  } finally {
    await leave(db, left);
  }
  return done.value as T;
}

async function leave(db: Db, left: readonly RawBuilder<unknown>[]): Promise<void> {
  if (left.length === 0) return;
  await transaction(db, async (tx) => {
    for (const statement of left) await statement.execute(tx);
  });
}

/**
 * What a statement of the transaction writes has happened outside of it, and stays true when it is rehearsed, also when
 * the rehearsal fails: the statement is executed again when all is taken back, in a transaction of its own, before anybody
 * has the answer. It may name nothing that the rehearsal wrote.
 */
export function trueAllTheSame(tx: Db, statement: RawBuilder<unknown>): void {
  rehearsed.get(tx)?.push(statement);
}

/** A reading that sees one moment of the database however long it takes. `end` must be called. */
export interface Snapshot {
  readonly tx: Db;
  end(): Promise<void>;
}

/** Opens a snapshot on a connection of its own: it can write nothing, and blocks nobody. */
export async function snapshot(db: Db): Promise<Snapshot> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  return { tx, end: () => tx.rollback().execute() };
}

export interface OpenDatabase {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool on one database. Two cores are kept busy by about ten connections; more only queue inside the server. */
export function openDatabase(
  target: ConnectionTarget,
  options?: { size?: number; onError?: (e: Error) => void },
): OpenDatabase {
  const pool = openPool(target, options?.size ?? 10, options?.onError ?? (() => {}));
  const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }) });
  const alone = ({ text, values }: Single) => pool.query(text, [...values]);
  const [reads, writes] = [new Together(target, alone), new Together(target, alone)];
  lanes.set(db, { reads, writes });
  const left = connectionsOf(pool);
  return {
    db,
    pool,
    async close() {
      await Promise.all([reads.end(), writes.end(), db.destroy()]);
      await left();
    },
  };
}

/**
 * Gives what waits until the last connection is gone. The pool says that it has ended as soon as it has asked them to
 * end: a server that is stopped then still has them, and tells each of them that it stops.
 */
function connectionsOf(pool: pg.Pool): () => Promise<void> {
  const open = new Set<pg.PoolClient>();
  pool.on('connect', (client) => open.add(client)).on('remove', (client) => open.delete(client));
  return () =>
    new Promise((resolve) => {
      const look = () => open.size === 0 && resolve();
      pool.on('remove', look);
      look();
    });
}
