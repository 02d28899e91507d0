import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { REVIEW } from '../house-process.ts';

/** Whether an officer has been asked to review the automated decision of a case: not, and goes on, or has answered. */
export type ReviewState = 'none' | 'open' | 'done';

/** The reviews that were asked for since the decision was made; a review ends when it is answered and acted on. */
export function reviewsSince(db: Db, caseId: string) {
  return sql<{ ended: boolean }>`select i.ended_at is not null as ended
    from runtime.instance i join runtime.definition d on d.id = i.definition_id
    where i.business_key = ${caseId}::uuid and d.process = ${REVIEW} and i.started_at >=
      (select max(at) from cases.decision where case_id = ${caseId}::uuid and decided_by = 'automated')`.execute(db);
}

/** How far the review of the last automated decision has come. */
export async function reviewState(db: Db, caseId: string): Promise<ReviewState> {
  const { rows } = await reviewsSince(db, caseId);
  if (rows.length === 0) return 'none';
  return rows.every(({ ended }) => ended) ? 'done' : 'open';
}
