import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** Beyond so many names a list finds its rows sooner one by one, in its own order, than by reading all that match. */
const FEW = 5000;

/** `text` as a pattern that is found anywhere in a word, its own signs taken for what they are. */
export function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

interface Columns {
  /** Expressions of the query that the condition is for. */
  readonly id: RawBuilder<unknown>;
  readonly number: RawBuilder<unknown>;
}

/**
 * Cases whose number or one of whose parties' names has the text in it, as a condition. What is rare is found first and
 * the list is picked from it; what is common is looked for along the list.
 */
export async function withText(db: Db, text: string, { id, number }: Columns): Promise<RawBuilder<boolean>> {
  if (text === '') return sql`true`;
  const like = anywhere(text);
  const { rows } = await sql<{ most: number }>`select greatest(
      (select count(*) from (select from identity.party where name ilike ${like} limit ${FEW}) p),
      (select count(*) from (select from cases.case where number ilike ${like} limit ${FEW}) c))::int as most`.execute(
    db,
  );
  if ((rows[0]?.most ?? 0) < FEW)
    return sql`${id} in (select r.case_id from identity.party p join cases.party_role r on r.party_id = p.id
      where p.name ilike ${like} union select c.id from cases.case c where c.number ilike ${like})`;
  return sql`(${number} ilike ${like} or exists (select from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = ${id} and p.name ilike ${like}))`;
}
