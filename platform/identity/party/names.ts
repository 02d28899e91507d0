import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** Names of parties by id, for showing who of the staff did something. The caller has asked who may see them. */
export async function partyNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from identity.party where id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
