import { decode, type FeelContext, isContext, type Json, type Stored } from '@torget/feel';
import type { Answers } from '@torget/form';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** What the walk's own throw-away database holds of a draft. */
export interface KeptDraft {
  readonly answers: Answers;
  readonly facts: FeelContext;
}

export async function keptDraft(db: Db, id: string): Promise<KeptDraft | undefined> {
  const { rows } = await sql<{ answers: Answers; facts: Stored }>`
    select answers, facts from applications.draft where id = ${id}::uuid`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const facts = decode(row.facts);
  return { answers: row.answers, facts: isContext(facts) ? facts : {} };
}

/** The data that was sent from a draft; undefined when nothing was. */
export async function sentData(db: Db, draft: string): Promise<{ readonly [key: string]: Json } | undefined> {
  const { rows } = await sql<{ data: { readonly [key: string]: Json } }>`
    select frozen -> 'data' as data from applications.application where draft_id = ${draft}::uuid`.execute(db);
  return rows[0]?.data;
}

/** Answers without what only the server knows of files, to be compared. */
export function comparable(value: Json | undefined): string {
  return JSON.stringify(value ?? null, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    if ('file' in each) return 'file';
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
