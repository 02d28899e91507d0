// TF 2 kap. 16 §: a fee that was paid beside the web is a row with what was asked, the day and the way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { date, decimal } from '@torget/feel';
import { sql } from 'kysely';
import { type TestDatabase, testDatabase } from '#platform/database/testing.ts';
import type { BlockCall } from '#platform/runtime/index.ts';
import { feePaid } from './fee-paid.ts';
import { addListed, addParty, NOW, officer } from './queries/testing.ts';

let database: TestDatabase;
let caseId: string;
let run: (input: object) => ReturnType<typeof feePaid.run>;
before(async () => {
  database = await testDatabase();
  const { db } = database;
  ({ id: caseId } = await addListed(db, { number: 'KS 2026-000001' }));
  const actor = officer(await addParty(db, 'Eva Registrator'));
  run = (input) =>
    feePaid.run({ db, instance: { businessKey: caseId }, input, actor, at: NOW } as unknown as BlockCall);
});
after(() => database.drop());

const rows = async () =>
  (
    await sql<{ amount: string; way: string; day: string }>`select amount::text, way, day::text from cases.fee_paid
      where case_id = ${caseId}`.execute(database.db)
  ).rows;
const PAID = {
  asked: decimal('80.50'),
  paid: true,
  amount: decimal('80.5'),
  day: date('2026-02-02'),
  way: 'swish',
};

test('what is not paid, or not as it was asked, is no row, and says what to mend', async () => {
  assert.deepEqual(await run({ ...PAID, paid: false }), { output: { paid: false } });
  const refused = async (over: object, code: string) =>
    assert.rejects(run({ ...PAID, ...over }), (error: { readonly code: string }) => error.code === code);
  await refused({ amount: decimal('80') }, 'fee-other-sum');
  await refused({ amount: null }, 'fee-other-sum');
  await refused({ day: date('2099-01-01') }, 'fee-day');
  await refused({ day: null }, 'fee-day');
  await refused({ way: 'byte' }, 'fee-way');
  assert.deepEqual(await rows(), []);
});

test('a fee that is paid as it was asked is one row, which nobody changes', async () => {
  assert.deepEqual(await run(PAID), { output: { paid: true } });
  assert.deepEqual(await rows(), [{ amount: '80.5', way: 'swish', day: '2026-02-02' }]);
  await assert.rejects(sql`update cases.fee_paid set amount = 1`.execute(database.db));
});
