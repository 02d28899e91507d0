import { sql } from 'kysely';
import type { Db, PersonalSource } from '#platform/database/index.ts';

/** Letters to a person, and when they were opened and received (GDPR 15). */
export const inboxPersonal: readonly PersonalSource[] = [
  { table: 'inbox.letter', where: 't.party_id = $party' },
  {
    table: 'inbox.delivery',
    where: 'exists (select from inbox.letter l where l.id = t.letter_id and l.party_id = $party)',
  },
  { table: 'inbox.paper', where: 't.party_id = $party' },
  { table: 'inbox.receipt', where: 't.by_party = $party' },
];

/** The PDFs of a person's letters. */
export async function ownPdfs(
  db: Db,
  party: string,
): Promise<readonly { readonly id: string; readonly bytes: Buffer }[]> {
  const { rows } = await sql<{ id: string; bytes: Buffer }>`select l.id, p.bytes from inbox.letter l
    join inbox.pdf p on p.letter_id = l.id where l.party_id = ${party}::uuid order by l.id`.execute(db);
  return rows;
}
