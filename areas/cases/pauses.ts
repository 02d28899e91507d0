import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** Why the clock of the service's own promise may stand still. */
export const PAUSE_REASONS = ['completion', 'opinion', 'party', 'other-case'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** A time in which the clock stood still; days as `YYYY-MM-DD`. */
export interface Pause {
  readonly id: string;
  readonly reason: PauseReason;
  readonly note: string | null;
  readonly from: string;
  /** The last day on which it stands still, if nobody lets it go before. */
  readonly until: string;
  /** The day from which somebody let it go again. */
  readonly ended: string | null;
}

/** The pause that a day lies in. */
export function pausedOn(pauses: readonly Pause[], day: Temporal.PlainDate): Pause | undefined {
  const today = day.toString();
  return pauses.find(({ from, until, ended }) => ended === null && from <= today && today <= until);
}

/** The clock of the service's own promise. */
export interface PromiseClock {
  /** How many days it has stood still. */
  readonly days: number;
  /** Why it stands still now, and until when at the longest. */
  readonly now: Pick<Pause, 'reason' | 'from' | 'until'> | null;
}

/** How the clock of a case stands on a day. */
export async function promiseClock(db: Db, caseId: string, today: Temporal.PlainDate): Promise<PromiseClock> {
  const day = today.toString();
  const { rows } = await sql<PromiseClock>`select cases.paused_days(${caseId}, ${day}::date) as days,
    (select jsonb_build_object('reason', p.reason, 'from', p.from_day, 'until', p.until) from cases.pause p
      where p.case_id = ${caseId} and ${day}::date between p.from_day and p.until
      and not exists (select from cases.pause_end e where e.pause_id = p.id) limit 1) as now`.execute(db);
  return rows[0] ?? { days: 0, now: null };
}

/** Lets the clock stand still from a day to another at the longest. */
export async function pauseClock(
  tx: Db,
  pause: {
    readonly caseId: string;
    readonly reason: PauseReason;
    readonly note: string | null;
    readonly from: Temporal.PlainDate;
    readonly until: string;
    readonly by: string;
    readonly unit: string;
    readonly at: string;
  },
): Promise<void> {
  await sql`insert into cases.pause (id, case_id, reason, note, from_day, until, by_party, unit, at)
    values (${uuidv7()}, ${pause.caseId}, ${pause.reason}, ${pause.note}, ${pause.from.toString()}::date,
      ${pause.until}::date, ${pause.by}, ${pause.unit}, ${pause.at}::timestamptz)`.execute(tx);
}

/** Lets the clock go again from a day on; a second press finds it going. */
export async function resumeClock(
  tx: Db,
  end: {
    readonly caseId: string;
    readonly pause: string;
    readonly day: Temporal.PlainDate;
    readonly by: string | null;
    readonly at: string;
  },
): Promise<void> {
  await sql`insert into cases.pause_end (pause_id, case_id, day, by_party, at)
    values (${end.pause}, ${end.caseId}, ${end.day.toString()}::date, ${end.by}::uuid, ${end.at}::timestamptz)
    on conflict do nothing`.execute(tx);
}
