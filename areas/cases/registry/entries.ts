import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** An entry as anyone may see it: what is withheld is not in it. */
export interface PublicEntry {
  readonly id: string;
  readonly day: string;
  readonly number: string;
  readonly direction: 'in' | 'out';
  readonly board: string;
  readonly withheld: boolean;
  readonly matter: string | null;
  readonly kind: string | null;
  readonly organisation: string | null;
  readonly person: boolean | null;
}

export interface EntrySearch {
  /** Number of a case or document, what it is about, or an organisation. */
  readonly text: string;
  readonly board: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly after: { readonly day: string; readonly id: string } | undefined;
  readonly limit: number;
}

/**
 * Finds entries, newest first, in what is public of them only: a search never tells what it does not show. Reads nothing
 * but the public view.
 */
export async function findEntries(
  db: Db,
  { text, board, from, to, after, limit }: EntrySearch,
): Promise<PublicEntry[]> {
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<PublicEntry>`select id, day::text as day, number, direction, board, withheld, matter, kind,
      organisation, person from cases.public_entry
    where (${text === ''} or number ilike ${like} or matter ilike ${like} or organisation ilike ${like})
      and (${board ?? null}::text is null or board = ${board ?? null}::text)
      and (${from ?? null}::date is null or day >= ${from ?? null}::date)
      and (${to ?? null}::date is null or day <= ${to ?? null}::date)
      and (${after?.day ?? null}::date is null or (day, id) < (${after?.day ?? null}::date, ${after?.id ?? null}::uuid))
    order by day desc, id desc limit ${limit}`.execute(db);
  return rows;
}
