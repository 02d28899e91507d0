import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** That an item is kept from a party, or is shown to it. */
export interface Ruling {
  readonly caseId: string;
  readonly item: string;
  readonly what: 'document' | 'note';
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
  const table = sql.table(what === 'document' ? 'cases.document' : 'cases.note');
  await sql`insert into cases.insight_ruling (id, case_id, document_id, note_id, party_id, withheld, basis, summary,
      reasons, by_party, unit, at)
    select ${uuidv7()}, ${caseId}, ${what === 'document' ? item : null}::uuid, ${what === 'note' ? item : null}::uuid,
      ${party}::uuid, ${basis !== null}, ${basis}, ${summary}, ${reasons}, ${by.party}, ${by.unit}, ${at}::timestamptz
    from ${table} i where i.id = ${item} and i.case_id = ${caseId}`.execute(tx);
}
