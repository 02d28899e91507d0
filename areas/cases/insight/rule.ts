import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Insight } from './insight.ts';

/** Where an item of each kind is kept: its table, what tells its case there, and how a ruling names it. */
const KEPT = {
  document: ['cases.document', 'case_id', 'document_id'],
  note: ['cases.note', 'case_id', 'note_id'],
  field: ['cases.staff_field', 'case_id', 'field_id'],
  answer: ['runtime.task_end', 'business_key', 'task_id'],
} as const satisfies { readonly [what in Insight['what']]: readonly [string, string, string] };

/** That an item is kept from a party, or is shown to it. */
export interface Ruling {
  readonly caseId: string;
  readonly item: string;
  readonly what: Insight['what'];
  /** Null: every party. */
  readonly party: string | null;
  /** The provision that keeps it back; null: it is shown. */
  readonly basis: string | null;
  readonly summary: string;
  readonly reasons: string;
  readonly by: { readonly party: string; readonly unit: string };
  readonly at: string;
}

/** Writes a ruling (OSL 10 kap. 3 §); one about an item of another case does nothing. */
export async function ruleOnInsight(tx: Db, ruling: Ruling): Promise<void> {
  const { caseId, item, what, party, basis, summary, reasons, by, at } = ruling;
  const [table, owner, column] = KEPT[what];
  await sql`insert into cases.insight_ruling (id, case_id, ${sql.ref(column)}, party_id, withheld, basis, summary,
      reasons, by_party, unit, at)
    select ${uuidv7()}, ${caseId}, i.id, ${party}::uuid, ${basis !== null}, ${basis}, ${summary}, ${reasons}, ${by.party}, ${by.unit}, ${at}::timestamptz
    from ${sql.table(table)} i where i.id = ${item} and i.${sql.ref(owner)} = ${caseId}`.execute(tx);
}
