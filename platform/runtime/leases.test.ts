import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { addJobs, claimJobs } from './jobs.ts';
import { freeJobs } from './leases.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

test("a killed worker's jobs can be taken at once by the only one that is left, its own stay its own", async () => {
  const { db } = database;
  const [killed, living] = [uuidv7(), uuidv7()];
  await addJobs(db, [{ type: 'a', payload: {} }], () => {});
  const [lost] = await claimJobs(db, killed, 1, null);
  await addJobs(db, [{ type: 'b', payload: {} }], () => {});
  const [own] = await claimJobs(db, living, 1, null);
  assert.deepEqual(await claimJobs(db, living, 9, null), []);
  await freeJobs(db, living);
  assert.deepEqual(
    (await claimJobs(db, living, 9, null)).map(({ id, attempts }) => ({ id, attempts })),
    [{ id: lost?.id, attempts: 2 }],
  );
  const { rows } = await sql<{
    id: string;
  }>`select id from runtime.job where lease_owner = ${living} order by id`.execute(db);
  assert.deepEqual(
    rows.map(({ id }) => id),
    [lost?.id, own?.id],
  );
});
