import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** Enters an outgoing letter in the case file. */
export async function addLetter(
  db: Db,
  letter: { caseId: string; letterId: string; title: string; at: string },
): Promise<void> {
  await sql`insert into cases.document (id, case_id, direction, kind, title, letter_id, at)
    values (${uuidv7()}, ${letter.caseId}, 'out', 'letter', ${letter.title}, ${letter.letterId}, ${letter.at}::timestamptz)`.execute(
    db,
  );
}

/** Enters a file that a party has handed in after the application. */
export async function addAttachment(
  db: Db,
  attachment: { caseId: string; fileId: string; title: string; by: string | null; at: string },
): Promise<void> {
  await sql`insert into cases.document (id, case_id, direction, kind, title, file_id, at, by_party)
    values (${uuidv7()}, ${attachment.caseId}, 'in', 'attachment', ${attachment.title}, ${attachment.fileId},
      ${attachment.at}::timestamptz, ${attachment.by}::uuid)`.execute(db);
}

export interface CaseHead {
  readonly number: string;
  readonly language: string;
  readonly board: string;
  readonly unit: string;
}

/** Number, language and owner of a case: what stands in the head of a letter. */
export async function caseHead(db: Db, caseId: string): Promise<CaseHead | undefined> {
  const { rows } =
    await sql<CaseHead>`select number, language, board, unit from cases.case where id = ${caseId}`.execute(db);
  return rows[0];
}
