import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { transaction, uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import { addJobs, claimJobs, endJob, LEASE_LOST } from './jobs.ts';
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

test('nothing is written with the end of a job that another worker holds, whether something follows it or not', async () => {
  const { db } = database;
  const [slow, quick] = [uuidv7(), uuidv7()];
  await addJobs(db, [{ type: 'taken', payload: {} }], () => {});
  const job = (await claimJobs(db, quick, 9, null)).find(({ type }) => type === 'taken')?.id ?? '';
  for (const write of [async () => {}, (tx: typeof db) => addJobs(tx, [{ type: 'lost', payload: {} }], () => {})]) {
    const end = transaction(db, async (tx) => {
      await endJob(tx, slow, job);
      await write(tx);
    });
    await assert.rejects(end, { code: LEASE_LOST });
  }
  await assert.rejects(endJob(db, slow, job), { code: LEASE_LOST });
  const left = async () =>
    (await sql`select from runtime.job where id = ${job} or type = 'lost'`.execute(db)).rows.length;
  assert.equal(await left(), 1);
  await transaction(db, (tx) => endJob(tx, quick, job));
  assert.equal(await left(), 0);
});
