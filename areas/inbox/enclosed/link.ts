import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** How long a link to released documents can be used. */
export const LINK_DAYS = 30;

const SECRET = /^[\w-]{43}$/;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** What a link opens: documents of a case that have been released. */
export interface Linked {
  readonly caseId: string;
  readonly documents: readonly string[];
}

/** Makes a link; gives its secret of 256 bits, which is kept nowhere but in the mail. `ends`: real time, RFC 3339. */
export async function makeLink(db: Db, { caseId, documents }: Linked, ends: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await sql`insert into inbox.link (secret_hash, case_id, documents, ends_at)
    values (${hashOf(secret)}, ${caseId}, ${[...documents]}::uuid[], ${ends}::timestamptz)`.execute(db);
  return secret;
}

/** What the link of a secret opens at a moment (real time, RFC 3339); undefined when it opens nothing, or nothing any more. */
export async function linkOf(db: Db, secret: string, at: string): Promise<(Linked & { ends: string }) | undefined> {
  if (!SECRET.test(secret)) return undefined;
  const { rows } = await sql<Linked & { ends: Temporal.Instant }>`select case_id as "caseId", documents, ends_at as ends
    from inbox.link where secret_hash = ${hashOf(secret)} and ends_at > ${at}::timestamptz`.execute(db);
  return rows[0] && { ...rows[0], ends: rows[0].ends.toString() };
}

/** Takes away the links whose time is over. `at`: real time, RFC 3339. */
export async function sweepLinks(db: Db, at: string): Promise<void> {
  await sql`delete from inbox.link where ends_at <= ${at}::timestamptz`.execute(db);
}
