import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/**
 * Takes a case's files away, and what was uploaded to be added to it and never was; the bytes go with the next sweep,
 * unless another file has the same.
 */
export async function eraseCaseFiles(tx: Db, caseId: string): Promise<Erased[]> {
  return [
    ...(await eraseRows(tx, 'files.file', 'case_id', caseId)),
    ...(await eraseRows(tx, 'files.file', 'draft_id', caseId)),
  ];
}
