import { sql } from 'kysely';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import type { FileType } from './kind.ts';
import type { ReceivedFile } from './receive.ts';

/** A file as its owner sees it. */
export interface FileRow {
  readonly id: string;
  readonly sha256: string;
  readonly size: bigint;
  readonly type: FileType;
  readonly name: string;
  readonly state: 'draft' | 'received' | 'made';
  readonly created_at: Temporal.Instant;
}

const COLUMNS = sql.raw('id, sha256, size, type, name, state, created_at');

/**
 * What uploads wait under until they are sent: one person's own draft or task by its id, or a case that several may add
 * to, and then each sees and sends their own alone. Without a `person` is an owner of its own, not everybody.
 */
export interface Waiting {
  readonly draft: string;
  readonly person?: string | null | undefined;
}

const waitsUnder = ({ draft, person = null }: Waiting) =>
  sql<boolean>`draft_id = ${draft} and uploader is not distinct from ${person}::uuid`;

/** Gives received bytes to what they wait under; resolves to the file's id. `at` is an RFC 3339 instant. */
export async function addDraftFile(
  db: Db,
  { draft, person = null }: Waiting,
  file: ReceivedFile,
  at: string,
): Promise<string> {
  const id = uuidv7();
  await sql`insert into files.file (id, sha256, size, type, name, state, draft_id, uploader, created_at)
    values (${id}, ${file.sha256}, ${file.size}, ${file.type}, ${file.name}, 'draft', ${draft}, ${person}::uuid, ${at})`.execute(
    db,
  );
  return id;
}

/** Gives a case a file that the house has made; resolves to the file's id. */
export async function addMadeFile(
  db: Db,
  caseId: string,
  file: { readonly sha256: string; readonly size: number; readonly type: FileType; readonly name: string },
  at: string,
): Promise<string> {
  const id = uuidv7();
  await sql`insert into files.file (id, sha256, size, type, name, state, case_id, created_at)
    values (${id}, ${file.sha256}, ${file.size}, ${file.type}, ${file.name}, 'made', ${caseId}, ${at})`.execute(db);
  return id;
}

/** The draft's files in the order they came. Whose draft it is has been asked before. */
export async function draftFiles(db: Db, draft: string): Promise<FileRow[]> {
  return rowsOf(
    await sql<FileRow>`select ${COLUMNS} from files.file where draft_id = ${draft} order by id`.execute(db),
  );
}

/** The case's files in the order they came. Who may see the case has been asked before. */
export async function caseFiles(db: Db, caseId: string): Promise<FileRow[]> {
  return rowsOf(
    await sql<FileRow>`select ${COLUMNS} from files.file where case_id = ${caseId} order by id`.execute(db),
  );
}

/** One file, only when it is this draft's or this case's: an id alone opens nothing. */
export async function fileOf(
  db: Db,
  owner: Waiting | { readonly case: string },
  id: string,
): Promise<FileRow | undefined> {
  const whose = 'draft' in owner ? waitsUnder(owner) : sql`case_id = ${owner.case}`;
  const { rows } = await sql<FileRow>`select ${COLUMNS} from files.file where id = ${id} and ${whose}`.execute(db);
  return rows[0];
}

/** Whose a file is at this moment; neither when it is gone. */
export async function ownerOf(
  db: Db,
  id: string,
): Promise<{ readonly draft: string | null; readonly case: string | null }> {
  const { rows } = await sql<{ draft: string | null; case: string | null }>`
    select draft_id as draft, case_id as "case" from files.file where id = ${id}`.execute(db);
  return rows[0] ?? { draft: null, case: null };
}

/**
 * Hands the named files of a draft over to the case that its submission opened: from now on they are received
 * documents. The draft's other files, which no answer names any more, are taken away. Call it in the submission.
 */
export async function submitDraftFiles(tx: Db, draft: string, caseId: string, ids: readonly string[]): Promise<void> {
  await receiveDraftFiles(tx, { draft }, caseId, ids);
  await deleteDraftFiles(tx, draft);
}

/**
 * Hands over the named files alone: what else waits under the same owner may be somebody else's, who is still writing.
 * Resolves to the ids that were handed over; those that another press has handed over before are not among them.
 */
export async function receiveDraftFiles(
  tx: Db,
  owner: Waiting,
  caseId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{
    id: string;
  }>`update files.file set state = 'received', case_id = ${caseId}, draft_id = null, uploader = null
    where ${waitsUnder(owner)} and id = any(${ids}::uuid[]) returning id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Takes one file of a draft away; false when the draft has no such file. Its bytes go with the next sweep. */
export async function deleteDraftFile(db: Db, draft: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from files.file where id = ${id} and draft_id = ${draft}`.execute(db);
  return numAffectedRows === 1n;
}

/** Takes all files of a draft away. */
export async function deleteDraftFiles(db: Db, draft: string): Promise<void> {
  await pipelined(db, sql`delete from files.file where draft_id = ${draft}`);
}

function rowsOf(result: { readonly rows: FileRow[] }): FileRow[] {
  return result.rows;
}

/** SHA-256 in hex of the content of each file, by its id. */
export async function fileHashes(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; sha256: string }>`select id, sha256 from files.file
    where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}
