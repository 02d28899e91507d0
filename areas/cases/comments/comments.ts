import { sql } from 'kysely';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';

/** The most characters of a comment. */
export const COMMENT_LIMIT = 4000;

/** A comment that stands. */
export interface Comment {
  readonly id: string;
  readonly text: string;
  readonly byParty: string;
  readonly by: string;
  readonly unit: string;
  readonly at: string;
}

/** Who of the staff does something, where, and when (legal time, RFC 3339). */
export interface By {
  readonly party: string;
  readonly unit: string;
  readonly at: string;
}

/** What colleagues have noted for the handling, newest first. The caller has let an officer of staff into the case. */
export async function commentsOf(db: Db, caseId: string): Promise<readonly Comment[]> {
  const { rows } = await sql<Omit<Comment, 'at'> & { readonly at: Temporal.Instant }>`
    select c.id, c.text, c.by_party as "byParty", p.name as by, c.unit, c.at
    from cases.comment c join identity.party p on p.id = c.by_party
    where c.case_id = ${caseId} and c.text is not null order by c.id desc`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}

/** Writes a comment in a case that is open; false when it is closed. */
export async function addComment(tx: Db, caseId: string, text: string, by: By): Promise<boolean> {
  await lockCase(tx, caseId);
  const { rows } = await sql`insert into cases.comment (id, case_id, text, by_party, unit, at)
    select ${uuidv7()}, ${caseId}::uuid, ${text}, ${by.party}::uuid, ${by.unit}, ${by.at}::timestamptz
    where not exists (select from cases.closure x where x.case_id = ${caseId}) returning id`.execute(tx);
  return rows.length > 0;
}

/** Takes one's own comment away: its words are gone. False when there is none such that stands. */
export async function removeComment(tx: Db, caseId: string, id: string, by: By): Promise<boolean> {
  const found = await standing(tx, caseId, id);
  if (found?.byParty !== by.party) return false;
  await end(tx, { caseId, id, how: 'removed', by: by.party, at: by.at });
  return true;
}

/**
 * Makes a comment a note of the file, signed by who does it: she stands for it (FL 27 §), and the name of a colleague is
 * told by no text of hers. False when there is no such comment that stands.
 */
export async function noteComment(tx: Db, caseId: string, id: string, by: By): Promise<boolean> {
  const found = await standing(tx, caseId, id);
  if (found === undefined) return false;
  await sql`insert into cases.note (id, case_id, text, by_party, unit, at)
    values (${uuidv7()}, ${caseId}, ${found.text}, ${by.party}, ${by.unit}, ${by.at}::timestamptz)`.execute(tx);
  await end(tx, { caseId, id, how: 'noted', by: by.party, at: by.at });
  return true;
}

/** How a comment of the case went, by whom and when; undefined when it stands or never was one. */
export async function endOfComment(
  db: Db,
  caseId: string,
  id: string,
): Promise<
  | {
      readonly how: 'removed' | 'noted' | 'closed';
      readonly byParty: string | null;
      readonly by: string;
      readonly at: string;
    }
  | undefined
> {
  const { rows } = await sql<{
    how: 'removed' | 'noted' | 'closed';
    byParty: string | null;
    by: string;
    at: Temporal.Instant;
  }>`
    select e.how, e.by_party as "byParty", coalesce(p.name, '') as by, e.at from cases.comment_end e
    left join identity.party p on p.id = e.by_party where e.comment_id = ${id} and e.case_id = ${caseId}`.execute(db);
  return rows[0] && { ...rows[0], at: rows[0].at.toString() };
}

/**
 * Takes away what still stands in cases that are closed: nothing that nobody made a note of is there to be archived
 * (TF 2 kap. 12 §). Costs one look along the comments that stand; gives how many went.
 */
export function sweepComments(db: Db, at: string): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string; caseId: string }>`select c.id, c.case_id as "caseId" from cases.comment c
      join cases.closure x on x.case_id = c.case_id where c.text is not null order by c.id for update of c`.execute(tx);
    for (const { id, caseId } of rows) await end(tx, { caseId, id, how: 'closed', by: null, at });
    return rows.length;
  });
}

const lockCase = (tx: Db, caseId: string) => sql`select from cases.case where id = ${caseId} for update`.execute(tx);

/** One comment that stands in the case; locked, so that of two presses the first counts. */
async function standing(
  tx: Db,
  caseId: string,
  id: string,
): Promise<{ readonly text: string; readonly byParty: string } | undefined> {
  const { rows } = await sql<{ text: string; byParty: string }>`select text, by_party as "byParty" from cases.comment
    where id = ${id} and case_id = ${caseId} and text is not null for update`.execute(tx);
  return rows[0];
}

async function end(
  tx: Db,
  of: {
    readonly caseId: string;
    readonly id: string;
    readonly how: 'removed' | 'noted' | 'closed';
    readonly by: string | null;
    readonly at: string;
  },
): Promise<void> {
  await sql`insert into cases.comment_end (comment_id, case_id, how, by_party, at)
    values (${of.id}, ${of.caseId}, ${of.how}, ${of.by}::uuid, ${of.at}::timestamptz)`.execute(tx);
  await sql`update cases.comment set text = null where id = ${of.id}`.execute(tx);
}
