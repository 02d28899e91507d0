import { sql } from 'kysely';
import { type Db, isUuid } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';

/** A notice with the announcement that counts: the latest. */
export interface Notice {
  readonly id: string;
  readonly kind: 'minutes' | 'delegation';
  readonly board: string;
  readonly title: string;
  readonly adjustedOn: string;
  readonly keptAt: string;
  readonly announcement: string;
  readonly day: string;
  readonly due: string;
  readonly lastDay: string;
  readonly at: string;
  readonly realAt: string;
  readonly removedOn: string | null;
  /** Of decisions under delegation: the notice of the adjusted minutes that took its place. */
  readonly replacedBy: string | null;
}

const NOTICE = sql`n.id, n.kind, n.board, n.title, n.adjusted_on::text as "adjustedOn", n.kept_at as "keptAt",
    a.id as announcement, a.day::text as day, a.due::text as due, a.last_day::text as "lastDay",
    to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
    to_char(a.real_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "realAt", coalesce(r.day, x.day)::text as "removedOn", x.minutes_id as "replacedBy"
  from notices.notice n
  join lateral (select * from notices.announcement a where a.notice_id = n.id order by a.id desc limit 1) a on true
  left join notices.removal r on r.announcement_id = a.id
  left join notices.replaced x on x.notice_id = n.id`;

/** @throws NotFound */
export async function noticeOf(db: Db, id: string): Promise<Notice> {
  const { rows } = isUuid(id) ? await sql<Notice>`select ${NOTICE} where n.id = ${id}`.execute(db) : { rows: [] };
  if (rows[0] === undefined) throw new NotFound(`no notice ${id}`);
  return rows[0];
}

/** What is on the board, newest first. */
export async function onTheBoard(db: Db): Promise<Notice[]> {
  const { rows } =
    await sql<Notice>`select ${NOTICE} where r.day is null and x.day is null order by a.day desc, n.id desc`.execute(
      db,
    );
  return rows;
}

/** What has been taken down, newest first. */
export async function takenDown(db: Db, limit: number): Promise<Notice[]> {
  const { rows } =
    await sql<Notice>`select ${NOTICE} where r.day is not null or x.day is not null order by n.id desc limit ${limit}`.execute(
      db,
    );
  return rows;
}

/** The periods of a notice, oldest first: all but the last were broken by a gap. */
export async function periodsOf(db: Db, id: string): Promise<{ readonly day: string; readonly lastDay: string }[]> {
  const { rows } = await sql<{ day: string; lastDay: string }>`select day::text as day, last_day::text as "lastDay"
    from notices.announcement where notice_id = ${id} order by id`.execute(db);
  return rows;
}
