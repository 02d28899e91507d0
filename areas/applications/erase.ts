import { sql } from 'kysely';
import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/** Destroys the frozen application of a case, its signatures, and the times that were booked in it. */
export async function eraseApplication(tx: Db, caseId: string): Promise<Erased[]> {
  const { rows } = await sql<{ draft: string }>`select draft_id as draft from applications.application
    where case_id = ${caseId}`.execute(tx);
  const erased: Erased[] = [];
  for (const { draft } of rows)
    for (const table of [
      'applications.booking',
      'applications.request',
      'applications.signature',
      'applications.signing',
    ])
      erased.push(...(await eraseRows(tx, table, 'draft_id', draft)));
  return [...erased, ...(await eraseRows(tx, 'applications.application', 'case_id', caseId))];
}
