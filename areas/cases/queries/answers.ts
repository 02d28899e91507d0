import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** When a case came in, and when whoever it was got an answer. Instants are RFC 3339. */
export interface AnswerTime {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: string;
  /** The first thing that went out, or the end of the case; null while nothing has. */
  readonly answeredAt: string | null;
}

const instant = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** The times of a service's cases that came in since an instant, or still wait; oldest first. */
export async function answerTimes(db: Db, service: string, since: string): Promise<AnswerTime[]> {
  const { rows } = await sql<AnswerTime>`select c.id, c.number, ${instant('c.received_at')} as "receivedAt",
      ${instant('a.at')} as "answeredAt"
    from cases.case c cross join lateral (select least(
      (select min(d.at) from cases.document d where d.case_id = c.id and d.direction = 'out'),
      (select x.at from cases.closure x where x.case_id = c.id)) as at) a
    where c.service = ${service} and (c.received_at >= ${since}::timestamptz or a.at is null)
    order by c.received_at, c.id`.execute(db);
  return rows;
}
