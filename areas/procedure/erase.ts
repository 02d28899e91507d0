import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/** Destroys what was done in a case beside its process. */
export function eraseActs(tx: Db, caseId: string): Promise<Erased[]> {
  return eraseRows(tx, 'procedure.act', 'case_id', caseId);
}
