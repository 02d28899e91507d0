import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { CASE_TABLES, KEPT_TABLES } from './erase.ts';

/**
 * What is left out: documents, notes and decisions, which are handed over one by one; what is made from other rows; and
 * comments between colleagues, which are no documents (TF 2 kap. 12 §).
 */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'cases.document',
  'cases.note',
  'cases.decision',
  'cases.work',
  'cases.undecided',
  'cases.untranslated',
  'cases.unexecuted',
  'cases.comment',
  'cases.comment_end',
]);

/** The rows of a case in the tables that are not handed over in another way, as they are stored. */
export interface CaseRows {
  /** The case. */
  readonly id: string;
  /** By table; those without a row are not named. In the order of `CASE_TABLES`. */
  readonly tables: { readonly [table: string]: readonly { readonly [column: string]: Json }[] };
  /** Name of everybody whose id stands in the rows. */
  readonly people: { readonly [party: string]: string };
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Reads all that destruction would take of a case beside its documents, notes and decisions, and what it would leave. */
export async function caseRows(db: Db, id: string): Promise<CaseRows> {
  const tables: { [table: string]: CaseRows['tables'][string] } = {};
  for (const table of [...CASE_TABLES, ...KEPT_TABLES].filter((name) => !ELSEWHERE.has(name))) {
    const { rows } = await sql<{ row: { [column: string]: Json } }>`select to_jsonb(t) - 'case_id' as row
      from ${sql.table(table)} t where t.case_id = ${id}::uuid order by to_jsonb(t)->>'at', to_jsonb(t)::text`.execute(
      db,
    );
    if (rows.length > 0) tables[table] = rows.map(({ row }) => row);
  }
  const ids = [...new Set(JSON.stringify(tables).match(UUID) ?? [])];
  const { rows: people } = await sql<{ id: string; name: string }>`select id, name from identity.party
    where id = any(${ids}::uuid[]) order by id`.execute(db);
  return { id, tables, people: Object.fromEntries(people.map((one) => [one.id, one.name])) };
}
