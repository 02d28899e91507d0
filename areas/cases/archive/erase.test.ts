import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '#platform/database/testing.ts';
import { CASE_TABLES, KEPT_TABLES } from './erase.ts';

test('every table that holds something of a case is destroyed with it, or kept on purpose', async () => {
  const database = await testDatabase();
  try {
    const { rows } = await sql<{ name: string }>`select table_schema || '.' || table_name as name
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'cases' and column_name = 'case_id' and table_type = 'BASE TABLE'`.execute(database.db);
    assert.deepEqual(rows.map(({ name }) => name).sort(), [...CASE_TABLES, ...KEPT_TABLES].sort());
  } finally {
    await database.drop();
  }
});
