import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/** Destroys what was done in a case beside its process. */
export async function eraseActs(tx: Db, caseId: string): Promise<Erased[]> {
  const awaited = await eraseRows(tx, 'procedure.awaited', 'case_id', caseId);
  const told = await eraseRows(tx, 'procedure.communicated', 'case_id', caseId);
  return [...awaited, ...told, ...(await eraseRows(tx, 'procedure.act', 'case_id', caseId))];
}
