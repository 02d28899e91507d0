import { type RawBuilder, sql } from 'kysely';
import type { Db } from './index.ts';

/** A table that holds something about a person, and which of its rows do. */
export interface PersonalSource {
  readonly table: string;
  /** SQL over the table's own columns (as `t`); `$party` stands for the person. */
  readonly where: string;
  /** SQL of the row as JSON, where it is not the whole of `t`; `$party` as in `where`. */
  readonly row?: string;
  /** Columns that are not about the person: secrets, and ids of others. */
  readonly without?: readonly string[];
}

/** What the tables of an area hold about a person: rows as JSON, by table. Tables without any are left out. */
export type PersonalRows = { readonly [table: string]: readonly { readonly [column: string]: unknown }[] };

/** Reads what `sources` hold about a person. Names and conditions come from code, never from a person. */
export async function personalRows(db: Db, sources: readonly PersonalSource[], party: string): Promise<PersonalRows> {
  const found: { [table: string]: PersonalRows[string] } = {};
  for (const { table, where, row = 'to_jsonb(t)', without = [] } of sources) {
    const { rows } = await sql<{
      row: PersonalRows[string][number];
    }>`select (${about(row, party)}) - ${[...without]}::text[] as row
      from ${sql.table(table)} t where ${about(where, party)} order by 1`.execute(db);
    if (rows.length > 0) found[table] = rows.map(({ row }) => row);
  }
  return found;
}

function about(text: string, party: string): RawBuilder<boolean> {
  const parts = text.split('$party').map((part) => sql.raw<boolean>(part));
  return sql<boolean>`(${sql.join(parts, sql`${party}::uuid`)})`;
}
