import { sql } from 'kysely';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import type { Moment } from './announce.ts';
import { type Notice, noticeOf, onTheBoard } from './read.ts';
import { staysUp } from './refused.ts';
import { standingOf } from './standing.ts';

/** Takes one notice down. @throws TorgetError while the time to appeal has not run out, which a gap keeps it from */
export async function takeDown(db: Db, id: string, now: Moment): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`select 1 from notices.notice where id = ${id} for update`.execute(tx);
    const notice = await noticeOf(tx, id);
    if (notice.removedOn !== null) return;
    if (!(await standingOf(tx, notice, now)).expired)
      throw staysUp(notice.announcement, notice.kind === 'minutes' ? notice.lastDay : undefined);
    await remove(tx, notice, now);
  });
}

async function remove(tx: Db, { announcement, lastDay }: Notice, { at }: Moment): Promise<void> {
  const day = legalDay(Temporal.Instant.from(at)).toString();
  await sql`insert into notices.removal (announcement_id, last_day, day, at)
    values (${announcement}, ${lastDay}::date, ${day}::date, ${at}::timestamptz) on conflict do nothing`.execute(tx);
}

/** Takes down whatever has been up its whole time; what was away in between stays. */
export async function takeDownExpired(db: Db, now: Moment): Promise<void> {
  for (const notice of await onTheBoard(db))
    if ((await standingOf(db, notice, now)).expired) await takeDown(db, notice.id, now);
}
