import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { announcementDue, appealLastDayAfterAnnouncement, legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { noticeOf } from './read.ts';
import { alreadyDown, alreadyUp, neverAway, notAdjustedYet, unfinished } from './refused.ts';
import { standingOf } from './standing.ts';

/** Who puts something up: an officer, or the house itself. */
export type Clerk = Extract<Actor, { kind: 'staff' }> | null;

export interface NewNotice {
  readonly kind: 'minutes' | 'delegation';
  readonly board: string;
  readonly title: string;
  /** The day the minutes were adjusted; of a `delegation`, the day of decision. */
  readonly adjustedOn: Temporal.PlainDate;
  readonly keptAt: string;
}

/** Legal time, RFC 3339, and the clock on the wall. */
export interface Moment {
  readonly at: string;
  readonly real: string;
}

/**
 * KL 8 kap. 10 och 12 §§: announces minutes that have been adjusted. What is written down here is on the board with the
 * same commit; nothing waits for somebody to put it up. @throws TorgetError for a day that has not been
 */
export async function announce(tx: Db, by: Clerk, notice: NewNotice, now: Moment): Promise<string> {
  const today = legalDay(Temporal.Instant.from(now.at));
  if (notice.title === '' || notice.keptAt === '') throw unfinished('title or place');
  if (Temporal.PlainDate.compare(notice.adjustedOn, today) > 0) throw notAdjustedYet(String(notice.adjustedOn));
  const id = uuidv7();
  await sql`insert into notices.notice (id, kind, board, title, adjusted_on, kept_at, by_party, unit, at)
    values (${id}, ${notice.kind}, ${notice.board}, ${notice.title}, ${notice.adjustedOn.toString()}::date,
      ${notice.keptAt}, ${by?.party ?? null}::uuid, ${by?.unit ?? null}, ${now.at}::timestamptz)`.execute(tx);
  await putUp(tx, by, id, notice.adjustedOn, now);
  return id;
}

/** Announces minutes that a clerk writes down, once: of two at once the second is told of the first. @throws TorgetError */
export async function announceOnce(tx: Db, by: Clerk, notice: NewNotice, now: Moment): Promise<string> {
  const twin = await twinOf(tx, notice);
  if (twin !== undefined) throw alreadyUp(twin);
  return announce(tx, by, notice, now);
}

/** Who announced the same minutes, which are on the board. Two clerks at once come one after the other. */
async function twinOf(tx: Db, { kind, board, title, adjustedOn }: NewNotice): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notices.announced ${board}`}, 0))`.execute(tx);
  const { rows } = await sql<{ by: string }>`select coalesce(p.name, '') as by from notices.notice n
    left join identity.party p on p.id = n.by_party where n.kind = ${kind} and n.board = ${board} and n.title = ${title}
      and n.adjusted_on = ${adjustedOn.toString()}::date and not exists (select from notices.announcement a
        join notices.removal r on r.announcement_id = a.id where a.notice_id = n.id) limit 1`.execute(tx);
  return rows[0]?.by;
}

/** Puts it up again after a gap: a new period begins. @throws TorgetError when it has been there all the time */
export async function announceAgain(db: Db, by: Clerk, id: string, now: Moment): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`select 1 from notices.notice where id = ${id} for update`.execute(tx);
    const notice = await noticeOf(tx, id);
    if (notice.removedOn !== null) throw alreadyDown(notice.announcement);
    const { gaps } = await standingOf(tx, notice, now);
    if (gaps.length === 0) throw neverAway(notice.announcement);
    await putUp(tx, by, id, Temporal.PlainDate.from(notice.adjustedOn), now);
  });
}

async function putUp(tx: Db, by: Clerk, notice: string, adjusted: Temporal.PlainDate, now: Moment): Promise<void> {
  const day = legalDay(Temporal.Instant.from(now.at));
  await sql`insert into notices.announcement (id, notice_id, day, due, last_day, by_party, at, real_at)
    values (${uuidv7()}, ${notice}, ${day.toString()}::date, ${announcementDue(adjusted).toString()}::date,
      ${appealLastDayAfterAnnouncement(day).toString()}::date, ${by?.party ?? null}::uuid, ${now.at}::timestamptz,
      ${now.real}::timestamptz)`.execute(tx);
}
