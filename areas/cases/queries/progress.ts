import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** How far a case has come, and nothing of what is in it or whom it concerns. */
export interface Progress {
  /** Citizen steps that were entered, in order, RFC 3339. */
  readonly steps: readonly { readonly step: string; readonly at: string }[];
  readonly closedAt: string | null;
}

/** For whoever has shown a right to the case's receipt: the caller asks that. */
export async function progressOf(db: Db, caseId: string): Promise<Progress> {
  const { rows } = await sql<{ step: string; at: Temporal.Instant }>`select step, at from (
      select distinct on (step) step, at, id from cases.status where case_id = ${caseId} order by step, id) s
    order by id`.execute(db);
  const closed = await sql<{ at: Temporal.Instant }>`select at from cases.closure where case_id = ${caseId}`.execute(
    db,
  );
  return {
    steps: rows.map(({ step, at }) => ({ step, at: at.toString() })),
    closedAt: closed.rows[0]?.at.toString() ?? null,
  };
}
