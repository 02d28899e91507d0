import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from './database/testing.ts';
import { describeError, errorForLog } from './log.ts';

test('an error of the database says code and names, and nothing of the row that it refused', async () => {
  const database = await testDatabase();
  try {
    const bad = sql`insert into identity.party (id, kind, name, created_at)
      values ('00000000-0000-7000-8000-000000000000', 'kanariefågel', '198306142384 Karin', '2026-02-03')`;
    const error = await bad.execute(database.db).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error && 'detail' in error && /Karin/.test(String(error.detail)), 'the error quotes it');
    const line = JSON.stringify(errorForLog(error));
    assert.match(describeError(error), /^database error 23514 identity party party_kind/);
    assert.doesNotMatch(line, /Karin|198306142384|kanarie/);
    assert.match(line, /"stack":" +at /);
  } finally {
    await database.drop();
  }
});

test('numbers and addresses that an error quotes are covered, in its causes too', () => {
  const cause = new Error('550 <karin.holm@exempel.invalid>: no such user');
  const line = JSON.stringify(errorForLog(new Error('cannot read 19830614-2384', { cause })));
  assert.doesNotMatch(line, /2384|karin/);
  assert.match(line, /cannot read/);
});
