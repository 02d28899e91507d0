import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { uuidv7 } from '#platform/database/index.ts';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { BlockCall } from '#platform/runtime/index.ts';
import type { Town } from '#platform/town/index.ts';
import { caseBlocks } from './blocks.ts';
import { addListed, addParty, NOW } from './queries/testing.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

/** How many there are of a case: decisions that wait to be carried out, and orders to pay. */
async function rowsOf(caseId: string): Promise<readonly number[]> {
  const { rows } = await sql<{ waiting: number; orders: number }>`select
      (select count(*)::int from cases.unexecuted where case_id = ${caseId} and ended_at is null) as waiting,
      (select count(*)::int from cases.payment_order where case_id = ${caseId}) as orders`.execute(database.db);
  return [rows[0]?.waiting ?? -1, rows[0]?.orders ?? -1];
}

test('an order to pay ends the wait for its decision also when it is asked for again after something broke between them', async () => {
  const { db } = database;
  const { id } = await addListed(db, { number: 'SN 2026-000001', party: await addParty(db, 'Sökande Berg') });
  const [decision, key] = [uuidv7(), uuidv7()];
  await sql`insert into cases.decision (id, case_id, ground, outcome, values, decided_by, function, rules, delegation, at)
    values (${decision}, ${id}, 'riksnorm', 'approved', '{}', 'automated', 'bistand/beslut', 'v1', '4.1', ${NOW}::timestamptz)`.execute(
    db,
  );
  await sql`insert into cases.unexecuted (id, decision_id, case_id, since, at)
    values (${decision}, ${decision}, ${id}, '2026-02-03', ${NOW}::timestamptz)`.execute(db);
  const block = caseBlocks({} as Town).find(({ type }) => type === 'payment.order');
  const order = async () =>
    block?.run({
      db,
      instance: { businessKey: id },
      input: { belopp: '11420', period: '2026-02' },
      at: NOW,
      idempotencyKey: key,
    } as unknown as BlockCall);

  await sql`alter table cases.unexecuted rename to away`.execute(db);
  await assert.rejects(order);
  await sql`alter table cases.away rename to unexecuted`.execute(db);
  assert.deepEqual(await rowsOf(id), [1, 0], 'an order that ended no wait is none');
  await order();
  await order();
  assert.deepEqual(await rowsOf(id), [0, 1]);
});
