import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { CaseChanged } from './changed.ts';
import type { DocumentRow } from './queries/file.ts';

/** Kinds of documents that an officer enters. */
export const ENTERED_KINDS = ['investigation', 'opinion', 'certificate', 'minutes', 'attachment'] as const;
export type EnteredKind = (typeof ENTERED_KINDS)[number];

/** A document with the versions that it took the place of, the newest first. */
export interface Versions {
  readonly current: DocumentRow;
  /** Which version the current one is, from 1. */
  readonly number: number;
  readonly older: readonly DocumentRow[];
}

/** The documents of a case as their current versions, in the order in which each first came. */
export function versionsOf(documents: readonly DocumentRow[]): readonly Versions[] {
  const byId = new Map(documents.map((one) => [one.id, one]));
  const newer = new Map(documents.flatMap((one) => (one.replaces === null ? [] : [[one.replaces, one] as const])));
  return documents.flatMap((first) => {
    // What is not among these, as when a party is kept from it, begins a row of its own.
    if (first.replaces !== null && byId.has(first.replaces)) return [];
    const chain = [first];
    for (let next = newer.get(first.id); next !== undefined; next = newer.get(next.id)) chain.unshift(next);
    const [current = first, ...older] = chain;
    return [{ current, number: chain.length, older }];
  });
}

/** Documents that a new version may take the place of: current files that people handed in or officers entered. */
export function replaceable(documents: readonly DocumentRow[]): readonly DocumentRow[] {
  return versionsOf(documents)
    .map(({ current }) => current)
    .filter(({ kind, fileId }) => fileId !== null && ENTERED_KINDS.some((one) => one === kind));
}

/**
 * Enters a document in the case file, as a new version of another when `replaces` is named.
 * @throws CaseChanged when that one has a newer version already; NotFound when it is none of the case's
 */
export async function enterDocument(
  tx: Db,
  document: {
    readonly caseId: string;
    readonly kind: EnteredKind;
    readonly direction: 'in' | 'internal';
    readonly title: string;
    readonly fileId: string;
    readonly replaces: string | null;
    readonly by: string;
    readonly at: string;
  },
): Promise<string> {
  const { caseId, replaces } = document;
  const id = uuidv7();
  if (replaces !== null) await mayReplace(tx, caseId, replaces);
  await sql`insert into cases.document (id, case_id, direction, kind, title, file_id, at, entered_by, replaces)
    values (${id}, ${caseId}, ${document.direction}, ${document.kind}, ${document.title}, ${document.fileId},
      ${document.at}::timestamptz, ${document.by}, ${replaces}::uuid)`.execute(tx);
  return id;
}

/** Whether it is current still; whoever enters another version at once waits for it here. */
async function mayReplace(tx: Db, caseId: string, document: string): Promise<void> {
  const { rows } =
    await sql`select id from cases.document where id = ${document} and case_id = ${caseId} for update`.execute(tx);
  if (rows.length === 0) throw new NotFound(`no document ${document} of case ${caseId}`);
  const newer = await sql`select id from cases.document where replaces = ${document}`.execute(tx);
  if (newer.rows.length > 0) throw new CaseChanged(`document ${document} has a newer version`);
}
