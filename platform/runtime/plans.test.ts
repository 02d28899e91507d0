import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '#platform/database/testing.ts';

// `create or replace function` forgets the settings of a function: a later migration must say them again (0007-plans.sql).
const SETTINGS = {
  load: { config: ['enable_seqscan=off'], rows: 0 },
  save: {
    config: ['enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off', 'plan_cache_mode=force_generic_plan'],
    rows: 0,
  },
  claim: { config: ['enable_seqscan=off', 'plan_cache_mode=force_generic_plan'], rows: 8 },
  turn: { config: ['plan_cache_mode=force_generic_plan', 'enable_seqscan=off'], rows: 0 },
};

test('no step reads a table whole: the functions of the runtime keep their planner settings', async () => {
  const database = await testDatabase();
  try {
    const { rows } = await sql<{ name: string; config: string[] | null; rows: number }>`
      select proname as name, proconfig as config, prorows::int as rows from pg_proc
      where pronamespace = 'runtime'::regnamespace and proname = any(${Object.keys(SETTINGS)})`.execute(database.db);
    assert.deepEqual(Object.fromEntries(rows.map(({ name, config, rows }) => [name, { config, rows }])), SETTINGS);
  } finally {
    await database.drop();
  }
});
