import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import {
  afterCommit,
  type Db,
  isUuid,
  openDatabase,
  pipelined,
  rehearse,
  savepoint,
  transaction,
  uuidv7,
} from './index.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  db = database.db;
});
after(() => database.drop());

test('numbers, dates and instants never become doubles or Dates', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select 0.1::numeric + 0.2 as n, 9007199254740993::bigint as b, date '2026-02-03' as d, timestamptz '2026-02-03 08:00:00.123+01' as t`.execute(
    db,
  );
  const row = rows[0] ?? {};
  assert.equal(String(row['n']), '0.3');
  assert.equal(row['b'], 9007199254740993n);
  assert.ok(row['d'] instanceof Temporal.PlainDate);
  assert.equal(String(row['t']), '2026-02-03T07:00:00.123Z');
});

test('decimals and Temporal values go out as text', async () => {
  const { rows } = await sql<{
    d: Temporal.PlainDate;
  }>`select ${Temporal.PlainDate.from('2026-02-03')}::date + 1 as d`.execute(db);
  assert.equal(String(rows[0]?.d), '2026-02-04');
});

test('what is remembered for after the commit runs only when it commits', async () => {
  const seen: string[] = [];
  await transaction(db, async (tx) => afterCommit(tx, () => seen.push('committed')));
  await assert.rejects(
    transaction(db, async (tx) => {
      afterCommit(tx, () => seen.push('rolled back'));
      throw new TypeError('stop');
    }),
  );
  assert.deepEqual(seen, ['committed']);
});

test('a deadlock is tried again and both transactions commit', async () => {
  await sql`create table public.pair (id int primary key, n int)`.execute(db);
  await sql`insert into public.pair values (1, 0), (2, 0)`.execute(db);
  const add = (first: number, second: number) =>
    transaction(db, async (tx) => {
      await sql`update public.pair set n = n + 1 where id = ${first}`.execute(tx);
      await sql`select pg_sleep(0.1)`.execute(tx);
      await sql`update public.pair set n = n + 1 where id = ${second}`.execute(tx);
    });
  await Promise.all([add(1, 2), add(2, 1)]);
  const { rows } = await sql<{ n: number }>`select n from public.pair order by id`.execute(db);
  assert.deepEqual(
    rows.map((row) => row.n),
    [2, 2],
  );
});

test('what is pipelined holds before the next statement, in order, and mixes with no row of it', async () => {
  await sql`create table public.line (n int primary key)`.execute(db);
  const add = (tx: Db, n: number) => pipelined(tx, sql`insert into public.line values (${n})`);
  for (const first of [1, 3]) {
    const seen = await transaction(db, async (tx) => {
      await add(tx, first);
      await pipelined(tx, sql`select 'not read' as n from public.line`);
      await add(tx, first + 1);
      const { rows } = await sql<{ n: number }>`select n from public.line where n >= ${first} order by n`.execute(tx);
      return rows.map(({ n }) => n);
    });
    assert.deepEqual(seen, [first, first + 1]);
  }
  await transaction(db, (tx) => add(tx, 5));
  await add(db, 6);
  assert.deepEqual(await lines(), [1, 2, 3, 4, 5, 6]);
});

async function lines(): Promise<readonly number[]> {
  const { rows } = await sql<{ n: number }>`select n from public.line order by n`.execute(db);
  return rows.map(({ n }) => n);
}

test('what is pipelined and fails takes the whole transaction with it, at the next statement or the commit', async () => {
  const before = await lines();
  const after: string[] = [];
  const twice = (then: (tx: Db) => Promise<unknown>) =>
    transaction(db, async (tx) => {
      afterCommit(tx, () => after.push('committed'));
      await pipelined(tx, sql`insert into public.line values (${100})`);
      await pipelined(tx, sql`insert into public.line values (${100})`);
      await pipelined(tx, sql`insert into public.line values (${101})`);
      await then(tx);
    });
  await assert.rejects(
    twice(async () => {}),
    { code: '23505' },
  );
  await assert.rejects(
    twice((tx) => sql`select ${1}::int as n`.execute(tx)),
    { code: '23505' },
  );
  const unsendable = { toJSON: () => assert.fail('cannot be sent') };
  await assert.rejects(
    transaction(db, async (tx) => {
      await pipelined(tx, sql`insert into public.line values (${102})`);
      await sql`select ${unsendable}::jsonb`.execute(tx).catch(() => {});
      await sql`insert into public.line values (${103})`.execute(tx);
      throw new TypeError('stop');
    }),
    /stop/,
  );
  assert.deepEqual(await lines(), before);
  assert.deepEqual(after, []);
});

test('a statement with as many values as can be sent is sent, and one more is refused while what waits is kept', async () => {
  const before = await lines();
  await transaction(db, async (tx) => {
    await pipelined(tx, sql`insert into public.line values (${300})`);
    await assert.rejects(sql`select ${sql.join(Array(65_536).fill(1))}`.execute(tx), /65536 parameters/);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from public.line where n = any(${[300]})`.execute(tx);
    assert.deepEqual(rows, [{ n: 1 }]);
  });
  await sql`delete from public.line where n = 300`.execute(db);
  const most = sql`select 1 as n where ${1} in (${sql.join(Array(65_534).fill(1))})`;
  assert.equal((await most.execute(db)).rows.length, 1);
  assert.deepEqual(await lines(), before);
});

test('a savepoint that waited is there to go back to, and what failed after it does not stand in the way', async () => {
  const before = await lines();
  await transaction(db, async (tx) => {
    await pipelined(tx, sql`insert into public.line values (${200})`);
    for (const n of [201, 200]) {
      await pipelined(tx, sql`savepoint here`);
      await pipelined(tx, sql`insert into public.line values (${n})`);
      await sql`rollback to savepoint here`.execute(tx);
    }
    await pipelined(tx, sql`release savepoint here`);
  });
  assert.deepEqual(await lines(), [...before, 200]);
});

test('a part of a transaction that throws is taken back alone, and names no savepoint that another had', async () => {
  const before = await lines();
  const refused = new TypeError('refused');
  await transaction(db, async (tx) => {
    for (let n = 400; n < 412; n++) {
      const part = savepoint(tx, async () => {
        await pipelined(tx, sql`insert into public.line values (${n})`);
        if (n % 2 === 0) throw refused;
        return n;
      });
      if (n % 2 === 0) await assert.rejects(part, refused);
      else assert.equal(await part, n);
    }
    const nested = savepoint(tx, async () => {
      await savepoint(tx, () => pipelined(tx, sql`insert into public.line values (${412})`));
      throw refused;
    });
    await assert.rejects(nested, refused);
  });
  assert.deepEqual(await lines(), [...before, 401, 403, 405, 407, 409, 411]);
  await sql`delete from public.line where n > 400`.execute(db);
  await assert.rejects(
    savepoint(db, async () => {}),
    /in a transaction/,
  );
});

test('what was pipelined before a savepoint and fails is what is told, whoever catches what comes after it', async () => {
  const before = await lines();
  const first = { code: '23505', detail: 'Key (n)=(500) already exists.' };
  const parts: readonly ((tx: Db) => Promise<unknown>)[] = [
    async () => Promise.reject(new TypeError('refused')),
    (tx) => sql`select ${1}::int`.execute(tx),
    (tx) => sql`select 1 / ${0}::int`.execute(tx),
    (tx) => pipelined(tx, sql`insert into public.line values (${600})`),
  ];
  for (const part of parts) {
    const told: { code?: string; detail?: string }[] = [];
    const work = (tx: Db) =>
      // An older part, told as done: going back to its savepoint would take it back in silence.
      savepoint(tx, async () => {
        for (const n of [500, 501, 500]) await pipelined(tx, sql`insert into public.line values (${n})`);
      })
        .then(() => savepoint(tx, () => part(tx)))
        .catch((error) => told.push(error))
        .then(() => sql`select ${1}::int`.execute(tx).catch((error) => told.push(error)));
    for (const run of [transaction, rehearse]) await assert.rejects(run(db, work), first);
    assert.ok(told.length > 0);
    for (const { code, detail } of told) assert.deepEqual({ code, detail }, first);
  }
  assert.deepEqual(await lines(), before);
});

test('when a database is closed, its server has none of its connections left', async () => {
  const { pool, close } = openDatabase(database.target);
  const asked = Array.from({ length: 10 }, () =>
    pool.query<{ pid: number }>('select pg_backend_pid() as pid, pg_sleep(0.1)'),
  );
  const pids = (await Promise.all(asked)).map(({ rows }) => rows[0]?.pid);
  assert.equal(new Set(pids).size, 10);
  await close();
  const { rows } = await sql`select pid from pg_stat_activity where pid = any(${pids})`.execute(db);
  assert.deepEqual(rows, []);
});

test('the mode of a database is final', async () => {
  await sql`insert into database.mode (mode, town) values ('example', 'ekhamn')`.execute(db);
  await assert.rejects(sql`update database.mode set mode = 'real'`.execute(db), /never changed/);
});

test('ids are version 7, sort by time and are never the same', () => {
  const ids = Array.from({ length: 5000 }, uuidv7);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual([...ids].sort(), ids);
  assert.ok(ids.every((id) => isUuid(id) && id[14] === '7'));
});
