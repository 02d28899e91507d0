import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { clearIncoming, type FileStore } from './store.ts';

/** Bytes younger than this may belong to an upload whose row is not committed yet. */
const GRACE_MS = 24 * 60 * 60 * 1000;

/**
 * Takes away bytes that no row points at: what was deleted from drafts, and what an interrupted upload left. `now` is
 * real time in milliseconds, as the store has it. Resolves to how many were taken away.
 */
export async function sweepFiles(db: Db, store: FileStore, now: number): Promise<number> {
  await clearIncoming(store, now - GRACE_MS);
  let swept = 0;
  for await (const { sha256, touched } of store.bytes.list()) {
    if (now - touched < GRACE_MS) continue;
    const { rows } = await sql`select 1 from files.file where sha256 = ${sha256} limit 1`.execute(db);
    if (rows.length > 0) continue;
    await store.bytes.remove(sha256);
    swept += 1;
  }
  return swept;
}

/** What was uploaded and not sent waits so long where nothing else says how long: as a draft does. */
const WAITS_HOURS = 30 * 24;

/**
 * Takes away uploads that nobody has sent for thirty days, whose owner is nothing that can still be sent: `open` says
 * which of these owners are. `now` is an RFC 3339 instant of the legal clock. Resolves to how many were taken away.
 */
export async function sweepWaiting(
  db: Db,
  now: string,
  open: (owners: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<number> {
  const before = Temporal.Instant.from(now).subtract({ hours: WAITS_HOURS }).toString();
  const { rows } = await sql<{ owner: string }>`select distinct draft_id as owner from files.file
    where draft_id is not null and created_at < ${before}::timestamptz`.execute(db);
  const owners = rows.map(({ owner }) => owner);
  if (owners.length === 0) return 0;
  const kept = await open(owners);
  const gone = owners.filter((owner) => !kept.has(owner));
  const { numAffectedRows } = await sql`delete from files.file
    where draft_id = any(${gone}::uuid[]) and created_at < ${before}::timestamptz`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
