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
  const { rows } = await sql<{ parties: string[]; cases: string[] }>`select
      array(select p.id from identity.party p where p.name ilike ${like} limit ${FEW}) as parties,
      array(select c.id from cases.case c where c.number ilike ${like} limit ${FEW}) as cases`.execute(db);
  const { parties = [], cases = [] } = rows[0] ?? {};
  if (parties.length === FEW || cases.length === FEW)
    return sql`(${number} ilike ${like} or exists (select from cases.party_role r join identity.party p on p.id = r.party_id
      where r.case_id = ${id} and p.name ilike ${like}))`;
  return sql`${id} in (select r.case_id from cases.party_role r where r.party_id = any(${parties}::uuid[])
    union all select unnest(${cases}::uuid[]))`;
}
