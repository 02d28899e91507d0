import { sql } from 'kysely';
import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/** Destroys the letters of a case with their PDFs and receipts. */
export async function eraseLetters(tx: Db, caseId: string): Promise<Erased[]> {
  const { rows } = await sql<{ id: string }>`select id from inbox.letter where case_id = ${caseId} order by id`.execute(
    tx,
  );
  const erased: Erased[] = [];
  for (const { id } of rows) {
    erased.push(...(await eraseRows(tx, 'inbox.posted', 'letter_id', id)));
    erased.push(...(await eraseRows(tx, 'inbox.delivery', 'letter_id', id)));
    erased.push(...(await eraseRows(tx, 'inbox.pdf', 'letter_id', id)));
    erased.push(...(await eraseRows(tx, 'inbox.receipt', 'letter_id', id)));
  }
  erased.push(...(await eraseRows(tx, 'inbox.link', 'case_id', caseId)));
  erased.push(...(await eraseRows(tx, 'inbox.letter', 'case_id', caseId)));
  return erased;
}
