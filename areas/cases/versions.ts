import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
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
 * @throws NotFound when that one has a newer version already, or is none of the case's
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
  const { rows } =
    await sql`insert into cases.document (id, case_id, direction, kind, title, file_id, at, entered_by, replaces)
    select ${id}, ${caseId}, ${document.direction}, ${document.kind}, ${document.title}, ${document.fileId},
      ${document.at}::timestamptz, ${document.by}, ${replaces}::uuid
    where ${replaces}::uuid is null or exists (select from cases.document o where o.id = ${replaces}::uuid and o.case_id = ${caseId}
      and not exists (select from cases.document n where n.replaces = o.id)) returning id`.execute(tx);
  if (rows.length === 0) throw new NotFound(`no document ${replaces} of case ${caseId} without a newer version`);
  return id;
}
