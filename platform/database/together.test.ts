import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { type Db, readTogether, transaction, writeTogether } from './index.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
let db: Db;
before(async () => {
  database = await testDatabase();
  ({ db } = database);
  await sql`create table public.thing (id int primary key, n int not null default 0 check (n < 100))`.execute(db);
});
after(() => database.drop());
beforeEach(async () => {
  await sql`truncate public.thing`.execute(db);
  await sql`insert into public.thing (id) select generate_series(1, 9)`.execute(db);
});

interface Seen {
  readonly n: number;
  readonly at: string;
  readonly pid: number;
}

const seen = (n: number) =>
  sql<Seen>`select ${n}::int as n, now()::text as at, pg_backend_pid() as pid, ${'x'.repeat(n)}::text as padding`;
const add = (id: number, n = 1) =>
  sql<{ id: number }>`update public.thing set n = n + ${n} where id = ${id} returning id, pg_backend_pid() as pid`;

async function counted(): Promise<readonly number[]> {
  const { rows } = await sql<{ n: number }>`select n from public.thing order by id`.execute(db);
  return rows.map(({ n }) => n);
}

async function moments(numbers: readonly number[]): Promise<number> {
  const answers = await Promise.all(numbers.map((n) => readTogether(db, seen(n))));
  assert.deepEqual(
    answers.map(({ rows }) => rows.map(({ n }) => n)),
    numbers.map((n) => [n]),
  );
  return new Set(answers.map(({ rows }) => rows[0]?.at)).size;
}

test('reads that are asked at once are one transaction, and each is answered with its own', async () => {
  for (const run of ['first', 'known']) {
    assert.equal(await moments([1, 2, 3, 4, 5]), 1, run);
    const others = await Promise.all([
      readTogether(db, sql<{ id: number }>`select id from public.thing where id < ${4} order by id`),
      readTogether(db, sql<{ id: number }>`select id from public.thing where id < ${0}`),
      readTogether(db, seen(7)),
    ]);
    assert.deepEqual(others[0].rows, [{ id: 1 }, { id: 2 }, { id: 3 }]);
    assert.deepEqual(others[1].rows, []);
    assert.equal(others[2].rows[0]?.n, 7);
  }
});

test('of very many none waits for the last', async () => {
  const many = await moments(Array.from({ length: 100 }, (_, n) => n));
  assert.ok(many > 1 && many < 10, `${many} transactions`);
});

test('a fault is told to whom it belongs, and to nobody else', async () => {
  const wrong = () => readTogether(db, sql`select 6 / ${0}::int as n`);
  for (const run of ['first', 'known']) {
    const [one, fault, other] = await Promise.allSettled([
      readTogether(db, seen(1)),
      wrong(),
      readTogether(db, seen(2)),
    ]);
    assert.equal(one.status === 'fulfilled' && one.value.rows[0]?.n, 1, run);
    assert.equal(fault.status === 'rejected' && fault.reason.code, '22012', run);
    assert.equal(other.status === 'fulfilled' && other.value.rows[0]?.n, 2, run);
  }
});

test('what is written together is committed once, and stands when it is told', async () => {
  const answers = await Promise.all([1, 2, 3].map((id) => writeTogether(db, add(id))));
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]?.id),
    [1, 2, 3],
  );
  assert.deepEqual(await counted(), [1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const { rows } = await sql<{
    n: number;
  }>`select count(distinct xmin::text)::int as n from public.thing where n = 1`.execute(db);
  assert.equal(rows[0]?.n, 1);
});

test('where one is refused the others are written all the same, and once', async () => {
  const all = await Promise.allSettled([
    writeTogether(db, add(1)),
    writeTogether(db, add(2, 100)),
    writeTogether(db, add(3)),
  ]);
  assert.deepEqual(
    all.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(await counted(), [1, 0, 1, 0, 0, 0, 0, 0, 0]);
});

test('who waits for a row that somebody holds makes nobody else wait', async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let holds = () => {};
  const holding = new Promise<void>((resolve) => {
    holds = resolve;
  });
  const holder = transaction(db, async (tx) => {
    await add(1).execute(tx);
    holds();
    await held;
  });
  await holding;
  let done = false;
  const waiter = writeTogether(db, add(1)).then(() => {
    done = true;
  });
  await writeTogether(db, add(2));
  await writeTogether(db, add(3));
  assert.equal(done, false);
  letGo();
  await Promise.all([holder, waiter]);
  assert.deepEqual((await counted()).slice(0, 3), [2, 1, 1]);
});

test('in a transaction it is done there', async () => {
  await assert.rejects(
    transaction(db, async (tx) => {
      await writeTogether(tx, add(1));
      const { rows } = await readTogether(tx, sql<{ n: number }>`select n from public.thing where id = 1`);
      assert.equal(rows[0]?.n, 1);
      throw new Error('taken back');
    }),
    /taken back/,
  );
  assert.deepEqual((await counted())[0], 0);
});

test('a lost connection fails what was under way, written or not, and is made again for the next', async () => {
  const { rows } = await writeTogether(db, add(1));
  const { pid } = rows[0] as unknown as { pid: number };
  const sleeping = writeTogether(db, sql`select pg_sleep(${60})`);
  const failed = assert.rejects(sleeping, /terminat/);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await sql`select pg_terminate_backend(${pid})`.execute(db);
  await failed;
  await writeTogether(db, add(2));
  assert.deepEqual((await counted()).slice(0, 2), [1, 1]);
});
