import { sql } from 'kysely';
import {
  announcementHasExpired,
  appealLastDayAfterAnnouncement,
  type Gap,
  legalDay,
} from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Moment } from './announce.ts';
import type { Notice } from './read.ts';

/** The board is looked at every ten minutes; more than an hour and one such look without any is an outage. */
const LONGEST_MS = 70 * 60_000;

/** One look at the public page, in legal time and by the clock on the wall; `seen` is whether the notice stood there. */
export interface Sighting {
  readonly at: string;
  readonly real: string;
  readonly seen: boolean;
}

export interface Standing {
  /** Days on which nobody can say that it was there. */
  readonly gaps: readonly Gap[];
  /** The time to appeal is out: it may come down. */
  readonly expired: boolean;
  /** Looks that found it. */
  readonly seen: number;
  readonly lastSeen: string;
}

/**
 * Whether an announcement has been up the whole time (KL 13 kap. 5 § andra stycket), from what was seen. It went up with
 * the commit that announced it; two looks further apart than an hour leave a gap between them, and so does one that did
 * not find it. Time that an example town's clock jumps over is no time on the wall.
 */
export function standing(
  first: Moment,
  announced: Temporal.PlainDate,
  looks: readonly Sighting[],
  now: Moment,
): Standing {
  const last = appealLastDayAfterAnnouncement(announced);
  const gaps: Gap[] = [];
  let before: Sighting = { ...first, seen: true };
  const over = () => Temporal.PlainDate.compare(legalDay(before.at), last) > 0;
  for (const look of looks) {
    if (over()) break;
    if (!look.seen || wall(look.real) - wall(before.real) > LONGEST_MS)
      gaps.push({ from: legalDay(before.at), to: legalDay(look.at) });
    before = look;
  }
  if (!over() && wall(now.real) - wall(before.real) > LONGEST_MS)
    gaps.push({ from: legalDay(before.at), to: legalDay(now.at) });
  const found = looks.filter(({ seen }) => seen);
  return {
    gaps,
    expired: announcementHasExpired(announced, gaps, legalDay(before.at)),
    seen: found.length,
    lastSeen: found.at(-1)?.at ?? first.at,
  };
}

function wall(real: string): number {
  return Temporal.Instant.from(real).epochMilliseconds;
}

/**
 * The same from what is stored. Decisions under delegation are announced by the house, which knows of no adjusted minutes
 * with them: the time to appeal runs from the announcement of such (KL 13 kap. 5 §), so here it never runs out.
 */
export async function standingOf(db: Db, notice: Notice, now: Moment): Promise<Standing> {
  const { rows } = await sql<Sighting>`select to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      to_char(p.real_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as real, p.status = 200 and not exists (
        select from notices.unseen u where u.probe_id = p.id and u.announcement_id = ${notice.announcement}) as seen
    from notices.probe p where p.real_at >= ${notice.realAt}::timestamptz
      and (${notice.removedOn}::date is null or p.at <= coalesce((select at from notices.removal where announcement_id = ${notice.announcement}),
        (select at from notices.replaced where notice_id = ${notice.id})))
    order by p.real_at`.execute(db);
  const until =
    notice.removedOn === null ? now : { at: rows.at(-1)?.at ?? now.at, real: rows.at(-1)?.real ?? now.real };
  const is = standing({ at: notice.at, real: notice.realAt }, Temporal.PlainDate.from(notice.day), rows, until);
  return { ...is, expired: is.expired && notice.kind === 'minutes' };
}
