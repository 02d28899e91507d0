import { sql } from 'kysely';
import type { Db, PersonalSource } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';

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

/** The PDFs of a person's letters, without their bytes. */
export async function ownPdfs(
  db: Db,
  party: string,
): Promise<readonly { readonly id: string; readonly size: number; readonly sha256: string }[]> {
  const { rows } = await sql<{
    id: string;
    size: number;
    sha256: string;
  }>`select l.id, p.size, p.sha256 from inbox.letter l
    join inbox.pdf p on p.letter_id = l.id where l.party_id = ${party}::uuid order by l.id`.execute(db);
  return rows;
}

/** The PDF of a letter. Whose it is has been asked before. @throws NotFound */
export async function pdfOf(db: Db, letter: string): Promise<Buffer> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from inbox.pdf where letter_id = ${letter}`.execute(db);
  if (rows[0] === undefined) throw new NotFound(`no pdf of ${letter}`);
  return rows[0].bytes;
}
