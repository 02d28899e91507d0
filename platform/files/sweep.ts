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
