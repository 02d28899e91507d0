import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';

/**
 * Sends all of it at once, however fast the machine is: a row that each must lock is held until all of them wait for it.
 * `row` is the statement that locks it.
 */
export async function atOnce<Done>(
  db: Db,
  row: ReturnType<typeof sql>,
  sends: readonly (() => Promise<Done>)[],
): Promise<Done[]> {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
  const holding = transaction(db, async (tx) => {
    await row.execute(tx);
    isLocked();
    await held;
  });
  await locked;
  const sent = sends.map((send) => send());
  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    return rows[0]?.n ?? -1;
  };
  for (let tries = 0; tries < 400 && (await waiting()) < sends.length; tries++) await setTimeout(25);
  const waited = await waiting();
  release();
  await holding;
  const done = await Promise.all(sent);
  assert.equal(waited, sends.length, 'all at once');
  return done;
}
