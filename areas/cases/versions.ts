import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { CaseChanged } from './changed.ts';
import type { DocumentRow } from './queries/file.ts';

/** Kinds of documents that an officer enters. */
export const ENTERED_KINDS = ['investigation', 'opinion', 'certificate', 'minutes', 'attachment'] as const;
export type EnteredKind = (typeof ENTERED_KINDS)[number];

/**
 * How a document came in, or went out: from or to whom, a party or somebody by name, and on which day, `YYYY-MM-DD`. What
 * the house has made itself came and went nowhere.
 */
export type Way =
  | { readonly direction: 'internal' }
  | {
      readonly direction: 'in' | 'out';
      readonly day: string;
      readonly who: { readonly party: string } | { readonly name: string };
    };

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
    readonly way: Way;
    readonly title: string;
    readonly fileId: string;
    readonly replaces: string | null;
    readonly by: string;
    readonly at: string;
  },
): Promise<string> {
  const { caseId, replaces, way } = document;
  const id = uuidv7();
  if (replaces !== null) await mayReplace(tx, caseId, replaces);
  const { day, party, name } = endOf(way);
  const of = (direction: Way['direction'], value: string | null) => (way.direction === direction ? value : null);
  await sql`insert into cases.document (id, case_id, direction, kind, title, file_id, at, entered_by, replaces, day,
      by_party, from_name, to_party, to_name)
    values (${id}, ${caseId}, ${way.direction}, ${document.kind}, ${document.title}, ${document.fileId},
      ${document.at}::timestamptz, ${document.by}, ${replaces}::uuid,
      ${day}::date, ${of('in', party)}::uuid, ${of('in', name)},
      ${of('out', party)}::uuid, ${of('out', name)})`.execute(tx);
  return id;
}

/** Who is at the other end of the way of a document, and the day. */
function endOf(way: Way): { readonly [name in 'day' | 'party' | 'name']: string | null } {
  if (way.direction === 'internal') return { day: null, party: null, name: null };
  const { day, who } = way;
  return 'party' in who ? { day, party: who.party, name: null } : { day, party: null, name: who.name };
}

/** Whether it is current still; whoever enters another version at once waits for it here. */
async function mayReplace(tx: Db, caseId: string, document: string): Promise<void> {
  const { rows } =
    await sql`select id from cases.document where id = ${document} and case_id = ${caseId} for update`.execute(tx);
  if (rows.length === 0) throw new NotFound(`no document ${document} of case ${caseId}`);
  const newer = await sql`select id from cases.document where replaces = ${document}`.execute(tx);
  if (newer.rows.length > 0) throw new CaseChanged(`document ${document} has a newer version`);
}
