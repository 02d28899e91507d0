import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { Decimal } from '@torget/feel';
import type pg from 'pg';
import { openPool } from './client.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
let pool: pg.Pool;
let client: pg.PoolClient;
before(async () => {
  database = await testDatabase();
  pool = openPool(database.target, 1, () => {});
  client = await pool.connect();
});
after(async () => {
  client.release();
  await pool.end();
  await database.drop();
});

const ECHO =
  'select $1::text as text, $2::text[] as list, $3::bytea as bytes, $4::numeric as number, $5::jsonb as json';

async function inTransaction(): Promise<boolean> {
  const { rows } = await client.query('select now() <> statement_timestamp() as within');
  const again = await client.query('select now() <> statement_timestamp() as within');
  return rows[0].within || again.rows[0].within;
}

test('a statement reads its rows alike when it is described and when it is known', async () => {
  const list = ['a"b', 'c\\d', null, 'NULL', '', '{å,ö}'];
  const values = ['Räksmörgås 🦐', list, Buffer.from([0, 255, 10]), new Decimal('0.10'), JSON.stringify({ a: [1] })];
  for (const run of ['first', 'second', 'third']) {
    const { rows, rowCount, command } = await client.query(ECHO, values);
    const [row] = rows;
    assert.deepEqual(
      { ...row, number: String(row.number) },
      {
        ...{ text: values[0], list, bytes: values[2], number: '0.1', json: { a: [1] } },
      },
      run,
    );
    assert.deepEqual({ rowCount, command }, { rowCount: 1, command: 'SELECT' });
  }
});

test('nothing, and lists in lists, arrive as they are', async () => {
  const { rows } = await client.query(ECHO, [
    null,
    [
      ['a', 'b'],
      ['c', null],
    ],
    undefined,
    null,
    null,
  ]);
  assert.deepEqual(rows, [
    {
      text: null,
      list: [
        ['a', 'b'],
        ['c', null],
      ],
      bytes: null,
      number: null,
      json: null,
    },
  ]);
});

test('a statement that failed can run again, before and after its rows are known', async () => {
  const divide = 'select 6 / $1::int as n';
  for (const run of ['first', 'second']) {
    await assert.rejects(client.query(divide, [0]), { code: '22012' }, run);
    assert.deepEqual((await client.query(divide, [3])).rows, [{ n: 2 }]);
  }
  await assert.rejects(client.query('select wrong from nowhere where $1', [true]), { code: '42P01' });
  await assert.rejects(client.query('select wrong from nowhere where $1', [true]), { code: '42P01' });
});

test('a row that cannot be read fails its statement and nothing else', async () => {
  const far = `select ($1 || '-01-01')::date as day`;
  await assert.rejects(client.query(far, ['300000']), RangeError);
  assert.equal(String((await client.query(far, ['2026'])).rows[0].day), '2026-01-01');
});

test('what a known statement gives cannot change unseen', async () => {
  await client.query('create temporary table thing (a int)');
  const all = 'select * from thing where a > $1';
  for (let run = 0; run < 3; run++) await client.query(all, [0]);
  await client.query('alter table thing add column b text');
  await assert.rejects(client.query(all, [0]), /cached plan must not change result type/);
});

test('a statement counts the rows it changed, and gives none', async () => {
  await client.query('create temporary table counted (a int)');
  const add = 'insert into counted select generate_series(1, $1::int)';
  for (const count of [3, 0]) {
    const { command, rowCount, rows } = await client.query(add, [count]);
    assert.deepEqual({ command, rowCount, rows }, { command: 'INSERT', rowCount: count, rows: [] });
  }
  assert.equal((await client.query('delete from counted where a > $1 returning a', [1])).rows.length, 2);
});

test('a transaction begins with its first statement, and one without any asks the server nothing', async () => {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const written = stream.bytesWritten;
  for (const end of ['commit', 'rollback']) {
    await client.query('begin', []);
    assert.equal((await client.query(end, [])).command, end.toUpperCase());
  }
  assert.equal(stream.bytesWritten, written);
  await client.query('begin', []);
  const { rows, command } = await client.query(ECHO, ['first', [], null, null, null]);
  assert.deepEqual([command, rows[0].text], ['SELECT', 'first']);
  assert.equal(await inTransaction(), true);
  await client.query('commit', []);
  assert.equal(await inTransaction(), false);
});

test('what fails with its transaction’s first statement leaves a transaction that can only be rolled back', async () => {
  const wrongs = { 'select 6 / $1::int as n': '22012', 'select nothing where $1 = 0': '42703' };
  for (const [wrong, code] of [...Object.entries(wrongs), ...Object.entries(wrongs)]) {
    await client.query('begin', []);
    await assert.rejects(client.query(wrong, [0]), { code });
    await assert.rejects(client.query(ECHO, ['a', [], null, null, null]), { code });
    await client.query('rollback', []);
    assert.equal(await inTransaction(), false);
  }
  assert.deepEqual((await client.query('select 6 / $1::int as n', [3])).rows, [{ n: 2 }]);
  await client.query('begin', []);
  await assert.rejects(client.query('select 6 / $1::int as n', [0]), { code: '22012' });
  await assert.rejects(client.query('commit', []), { code: '22012' });
  // Neither another transaction nor a statement outside one is told of it.
  await client.query('begin', []);
  await client.query('set local plan_cache_mode = force_custom_plan', []);
  await assert.rejects(client.query('rollback to savepoint never', []), { code: '3B001' });
  await client.query('rollback', []);
});

test('a savepoint goes out with the statement that it keeps from the rest', async () => {
  await client.query('begin', []);
  await client.query('create temporary table kept (n int) on commit drop', []);
  await client.query('savepoint here', []);
  await client.query('insert into kept values ($1)', [1]);
  await client.query('release savepoint here', []);
  await client.query('savepoint here', []);
  await assert.rejects(client.query('insert into kept values (6 / $1::int)', [0]), { code: '22012' });
  await client.query('rollback to savepoint here', []);
  await client.query('set local plan_cache_mode = force_custom_plan', []);
  // Whoever asks without parameters is answered in the same transaction.
  assert.deepEqual((await client.query('select n, current_setting($$plan_cache_mode$$) as how from kept')).rows, [
    { n: 1, how: 'force_custom_plan' },
  ]);
  await client.query('commit', []);
  assert.equal(await inTransaction(), false);
});
