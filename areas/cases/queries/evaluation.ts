import type { Trace } from '@torget/decision';
import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import { type Db, isUuid } from '#platform/database/index.ts';

/** One run of the rules in a case, as it was stored. */
export interface StoredEvaluation {
  readonly id: string;
  readonly element: string;
  /** Id or name of the decision that was asked. */
  readonly decision: string;
  readonly value: Json;
  readonly marks: { readonly [pointer: string]: string } | null;
  readonly trace: Trace;
  readonly warnings: readonly { readonly element: string; readonly code: string; readonly message: string }[];
  /** Hash of the service's version whose rules they were. */
  readonly version: string;
  readonly at: string;
  /** The decision that was made on it, when one was. */
  readonly decided: DecidedRow | null;
  /** All runs of the case, oldest first. */
  readonly runs: readonly { readonly id: string; readonly at: string }[];
}

export interface DecidedRow {
  readonly id: string;
  readonly ground: string;
  readonly outcome: string;
  readonly values: Json;
  readonly marks: { readonly [pointer: string]: string } | null;
  readonly decided_by: 'automated' | 'officer' | 'board' | 'chair';
  readonly delegation: string | null;
  readonly unit: string | null;
  readonly reasons: string | null;
  readonly at: string;
}

/** A run of the rules by id inside one case; the caller has asked whether the reader may open the case. */
export async function storedEvaluation(db: Db, caseId: string, id: string): Promise<StoredEvaluation | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<{ found: StoredEvaluation }>`select jsonb_build_object('id', e.id, 'element', e.element,
      'decision', e.decision, 'value', e.value, 'marks', e.marks, 'trace', e.trace, 'warnings', e.warnings,
      'version', e.version, 'at', e.at,
      'decided', (select to_jsonb(d) from cases.decision d where d.evaluation_id = e.id order by d.id desc limit 1),
      'runs', (select jsonb_agg(jsonb_build_object('id', r.id, 'at', r.at) order by r.id)
        from cases.evaluation r where r.case_id = e.case_id)) as found
    from cases.evaluation e where e.id = ${id} and e.case_id = ${caseId}`.execute(db);
  return rows[0]?.found;
}
