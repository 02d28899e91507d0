import { sql } from 'kysely';
import type { Db } from './index.ts';

/** A row that was destroyed: where it stood, and the SHA-256 of what it said (database.fingerprint). */
export interface Erased {
  readonly table: string;
  readonly sha256: string;
}

/**
 * Deletes the rows of `table` (`schema.name`) whose `column` is `value`, and gives the fingerprint of each as it was:
 * what the certificate of a destruction is made of. Rows that hang on others with a cascade go uncounted, so call it for
 * them first. The names come from code, never from a person.
 */
export async function eraseRows(tx: Db, table: string, column: string, value: string): Promise<Erased[]> {
  const { rows } = await sql<{ sha256: string }>`delete from ${sql.table(table)} as t
    where ${sql.ref(`t.${column}`)} = ${value}::uuid returning database.fingerprint(to_jsonb(t)) as sha256`.execute(tx);
  return rows.map(({ sha256 }) => ({ table, sha256 }));
}
