import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, readTogether, uuidv7 } from '#platform/database/index.ts';
import type { SessionReading } from '#platform/web/index.ts';
import { newSecret, newToken, tokenHash } from './token.ts';

/** Real time, not the example town's clock: a session must end even when legal time stands still. */
export const IDLE = Temporal.Duration.from({ minutes: 30 });
export const ABSOLUTE = Temporal.Duration.from({ hours: 8 });
/** `seen_at` is written at most this often, so a session may end this much before its idle time is over, never after. */
const TOUCH = Temporal.Duration.from({ minutes: 1 });

export interface Session {
  readonly id: string;
  readonly kind: 'citizen' | 'staff';
  readonly party: PartyId;
  readonly name: string;
  /** `loa2` … `loa4`. */
  readonly assurance: string;
  /** The e-ID that was used. */
  readonly provider: string;
  readonly csrf: string;
  /** Staff only: the one assignment that the session works in. */
  readonly assignment: { readonly id: string; readonly unit: string; readonly roles: readonly string[] } | null;
  /** The row that was asked for along with the session, as JSON. */
  readonly along: unknown;
}

interface Row {
  id: string;
  kind: Session['kind'];
  party: PartyId;
  name: string;
  assurance: string;
  provider: string;
  csrf: string;
  assignment: string | null;
  unit: string | null;
  roles: string[] | null;
  stale: boolean;
  along: unknown;
}

const [IDLE_MS, ABSOLUTE_MS, TOUCH_MS] = [IDLE, ABSOLUTE, TOUCH].map((time) => time.total('milliseconds')) as [
  number,
  number,
  number,
];

/** So many milliseconds before. `Date` here and below: every request reads a session, and Temporal costs ten times as much. */
function before(now: Temporal.Instant, ms: number): string {
  return new Date(now.epochMilliseconds - ms).toISOString();
}

/** Never earlier than it stands, and never on a session that has ended meanwhile. */
async function seen(db: Db, id: string, now: Temporal.Instant): Promise<void> {
  await sql`update identity.session set seen_at = ${now} where id = ${id} and ended_at is null and seen_at < ${now}`.execute(
    db,
  );
}

/**
 * The live session of a cookie, or null: unknown, signed out, idle for 30 minutes, older than 8 hours, or of an
 * assignment that has ended. Nothing is cached, so sign-out holds at once in every process. One statement, and once a
 * minute a second one that notes when the session was seen: a reading that may write costs twice as much as one that never does.
 */
export async function readSession(
  db: Db,
  cookie: string,
  now: Temporal.Instant = Temporal.Now.instant(),
  { along, unattended = false }: SessionReading = {},
): Promise<Session | null> {
  const { rows } = await readTogether(
    db,
    sql<Row>`
    select s.id, s.kind, s.party, p.name, s.assurance, s.provider, s.csrf, s.assignment, a.unit, a.roles,
      s.seen_at <= ${before(now, TOUCH_MS)} as stale,
      ${along === undefined ? sql`null` : sql`(select row_to_json(one) from (${along}) one)`} as along
    from identity.session s
      join identity.party p on p.id = s.party
      left join access.assignment a on a.id = s.assignment and a.ended_at is null
    where s.token_hash = ${tokenHash(cookie)} and s.ended_at is null
      and s.seen_at > ${before(now, IDLE_MS)} and s.created_at > ${before(now, ABSOLUTE_MS)}
      and (s.kind = 'citizen' or a.id is not null)`,
  );
  const row = rows[0];
  if (row === undefined) return null;
  if (row.stale && !unattended) await seen(db, row.id, now);
  const { id, kind, party, name, assurance, provider, csrf, along: beside } = row;
  const assignment =
    row.assignment === null ? null : { id: row.assignment, unit: row.unit ?? '', roles: row.roles ?? [] };
  return { id, kind, party, name, assurance, provider, csrf, assignment, along: beside };
}

/** A form is taken for so long after the session of its page has ended. */
const LATE = Temporal.Duration.from({ hours: 24 });

/** A citizen's session that has ended by itself, not by signing out, in the last day; null for any other. */
export async function readLapsed(db: Db, cookie: string, now = Temporal.Now.instant()): Promise<Session | null> {
  const { rows } = await sql<Row>`
    select s.id, s.kind, s.party, p.name, s.assurance, s.provider, s.csrf
    from identity.session s join identity.party p on p.id = s.party
    where s.token_hash = ${tokenHash(cookie)} and s.ended_at is null and s.kind = 'citizen'
      and s.seen_at > ${now.subtract(LATE)}
      and (s.seen_at <= ${now.subtract(IDLE)} or s.created_at <= ${now.subtract(ABSOLUTE)})`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { id, kind, party, name, assurance, provider, csrf } = row;
  return { id, kind, party, name, assurance, provider, csrf, assignment: null, along: null };
}

/**
 * The instant at which a session that is seen now ends if nothing more comes, at the latest: a minute before it may, since
 * being seen is noted once a minute. `id` is the session's, which says when it began (UUIDv7).
 */
export function sessionEnd(id: string, now = Temporal.Now.instant()): Temporal.Instant {
  const began = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const ends = Math.min(now.epochMilliseconds + IDLE_MS - TOUCH_MS, began + ABSOLUTE_MS);
  return Temporal.Instant.fromEpochMilliseconds(ends);
}

export interface NewSession {
  readonly party: PartyId;
  readonly assurance: string;
  readonly provider: string;
  /** Given for staff: the session is one assignment, and nothing of the citizen. */
  readonly assignment?: string;
}

/** Starts a session with a fresh id and gives the cookie's value, which is stored nowhere. */
export async function startSession(tx: Db, wanted: NewSession, now = Temporal.Now.instant()): Promise<string> {
  const token = newToken();
  const kind = wanted.assignment === undefined ? 'citizen' : 'staff';
  await sql`insert into identity.session (id, token_hash, kind, party, assignment, assurance, provider, csrf, created_at,
      seen_at)
    values (${uuidv7()}, ${tokenHash(token)}, ${kind}, ${wanted.party}, ${wanted.assignment ?? null}, ${wanted.assurance},
      ${wanted.provider}, ${newSecret()}, ${now}, ${now})`.execute(tx);
  return token;
}

/** Ends a session by its id; it stays as a row until it is swept. */
export async function endSession(tx: Db, id: string, now = Temporal.Now.instant()): Promise<void> {
  await sql`update identity.session set ended_at = ${now} where id = ${id} and ended_at is null`.execute(tx);
}

/** Ends whatever session a cookie stands for: whoever signs in again starts from nothing (ASVS 7.2.4). */
export async function endSessionOf(tx: Db, cookie: string, now = Temporal.Now.instant()): Promise<void> {
  await sql`update identity.session set ended_at = ${now}
    where token_hash = ${tokenHash(cookie)} and ended_at is null`.execute(tx);
}
