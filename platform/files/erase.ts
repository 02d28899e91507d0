import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/** Takes a case's files away; the bytes go with the next sweep, unless another file has the same. */
export function eraseCaseFiles(tx: Db, caseId: string): Promise<Erased[]> {
  return eraseRows(tx, 'files.file', 'case_id', caseId);
}
