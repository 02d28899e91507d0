import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/**
 * A copy without what is secret, or of a whole document. One that is to go out lies in the case that asked, and is no more than
 * a draft of it until it is released: the test may still end otherwise (TF 2 kap. 10 §).
 */
interface Copy {
  readonly caseId: string;
  readonly fileId: string;
  readonly title: string;
  readonly at: string;
}

/** What a copy was made from. */
interface Made {
  /** The document, null for what is in no case of Torget. */
  readonly of: string | null;
  /** Its secrecy marks that were tested: whoever made the copy had them before him. */
  readonly tested: readonly string[];
}

/** Enters a masked copy in a case: of its own document, or to go out by the case that asked. Gives its id. */
export async function addMaskedCopy(
  db: Db,
  copy: Copy & {
    readonly outgoing: boolean;
    /** The provision, and how much was taken out: never what. */
    readonly made: Made & {
      readonly basis: string;
      readonly words: number;
      readonly lines: number;
      readonly pages: number;
    };
  },
): Promise<string> {
  return add(db, { ...copy, kind: 'masked' });
}

/** Enters a whole document that is to go out by the case that asked. Gives its id. */
export async function addReleasedCopy(
  db: Db,
  copy: Copy & {
    readonly made: Made;
  },
): Promise<string> {
  return add(db, { ...copy, kind: 'released', outgoing: true });
}

async function add(
  db: Db,
  copy: Copy & { readonly kind: 'masked' | 'released'; readonly outgoing: boolean; readonly made: object },
): Promise<string> {
  const id = uuidv7();
  await sql`insert into cases.document (id, case_id, direction, kind, title, content, file_id, at)
    values (${id}, ${copy.caseId}, 'internal', ${copy.kind}, ${copy.title},
      ${JSON.stringify({ ...copy.made, outgoing: copy.outgoing })}::jsonb, ${copy.fileId}, ${copy.at}::timestamptz)`.execute(
    db,
  );
  return id;
}

/** What lies in a case to go out to whoever asked, or has gone. */
export interface Outgoing {
  readonly id: string;
  readonly kind: 'masked' | 'released';
  readonly title: string;
  /** Provisions of the marks of its source that were not tested when the copy was made. */
  readonly untested: readonly string[];
}

/** The copies that go out by a case, of each document the last; each with the marks that its source has got since. */
export async function outgoingCopies(db: Db, caseId: string): Promise<readonly Outgoing[]> {
  const { rows } = await sql<Outgoing>`with last as (
      select distinct on (coalesce(content->>'of', id::text)) * from cases.document
      where case_id = ${caseId} and kind in ('masked', 'released')
        and (direction = 'out' or content->'outgoing' = 'true')
      order by coalesce(content->>'of', id::text), id desc)
    select d.id, d.kind, d.title,
      array(select distinct m.basis from cases.document s join cases.standing_mark m on m.case_id = s.case_id
          and (m.document_id is null or m.document_id = s.id)
        where s.id = (d.content->>'of')::uuid
          and not coalesce(d.content->'tested' ? m.id::text, false) order by m.basis) as untested
    from last d order by d.id`.execute(db);
  return rows;
}

/**
 * Releases copies of a case: they go out now, and the registry gets an entry of each; one that is out stays as it is. Gives
 * those that went out now.
 */
export async function releaseCopies(
  db: Db,
  caseId: string,
  ids: readonly string[],
  at: string,
): Promise<readonly string[]> {
  const out: string[] = [];
  for (const id of ids) {
    const { rows } = await sql<{ id: string }>`update cases.document set direction = 'out', at = ${at}::timestamptz
      where id = ${id} and case_id = ${caseId} and direction = 'internal' returning id`.execute(db);
    out.push(...rows.map((row) => row.id));
  }
  return out;
}

/** A file that has gone out of a case. */
export interface ReleasedFile {
  readonly document: string;
  readonly title: string;
  readonly file: string;
  readonly sha256: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

/** The files of these documents of a case, as far as they are released. */
export async function releasedFiles(
  db: Db,
  caseId: string,
  documents: readonly string[],
): Promise<readonly ReleasedFile[]> {
  const { rows } =
    await sql<ReleasedFile>`select d.id as document, d.title, f.id as file, f.sha256, f.type, f.size::float8 as size
    from cases.document d join files.file f on f.id = d.file_id
    where d.case_id = ${caseId} and d.id = any(${[...documents]}::uuid[]) and d.direction = 'out' and d.kind in ('masked', 'released')
    order by d.id`.execute(db);
  return rows;
}
