import { sql } from 'kysely';
import { type Db, transaction } from '#platform/database/index.ts';

/**
 * A secret made once per database and purpose: whoever comes first makes it, everybody gets the same. Two servers that
 * start at once wait for each other.
 */
export async function keptSecret<T extends object>(
  db: Db,
  purpose: 'relying-party' | 'test-eid' | 'receipt',
  make: () => Promise<T>,
): Promise<T> {
  const kept = await read<T>(db, purpose);
  if (kept !== undefined) return kept;
  const made = await make();
  return transaction(db, async (tx) => {
    await sql`insert into identity.key (purpose, secret, made_at)
      values (${purpose}, ${JSON.stringify(made)}, ${Temporal.Now.instant()}) on conflict do nothing`.execute(tx);
    return (await read<T>(tx, purpose)) ?? made;
  });
}

async function read<T>(db: Db, purpose: string): Promise<T | undefined> {
  const { rows } = await sql<{ secret: T }>`select secret from identity.key where purpose = ${purpose}`.execute(db);
  return rows[0]?.secret;
}
