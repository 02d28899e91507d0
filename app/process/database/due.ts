import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Runtime, takeJob } from '#platform/runtime/index.ts';

/** Something that runs by itself when its time has come: a job, or without one the next timer. */
export interface Due {
  readonly at: string;
  readonly job?: string;
}

/** What is due first at or before an instant; at one instant continuations come before timers. */
export async function firstDue(db: Db, until: string): Promise<Due | undefined> {
  const { rows } = await sql<{ at: Temporal.Instant; job: string | null }>`
    select due.at, due.job from (
      select (payload->>'at')::timestamptz as at, id as job, 0 as kind from runtime.job
        where type in ('process.continue', 'process.signal-later') and retries > 0
      union all select due, null, 1 from runtime.start_timer
      union all select due, null, 2 from runtime.timer where due < 'infinity') due
    where due.at <= ${until}::timestamptz order by due.at, due.kind, due.job limit 1`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  return { at: first.at.toString(), ...(first.job === null ? {} : { job: first.job }) };
}

/** Does a job and ends it in one transaction. What is refused leaves the job as it was. */
export async function perform(runtime: Runtime, tx: Db, id: string): Promise<void> {
  const job = await takeJob(tx, id);
  if (job === undefined) return;
  const write = await runtime.runJob(tx, job);
  await write?.(tx);
}
