import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import { afterCommit, type Db, uuidv7 } from '#platform/database/index.ts';

/** One attempt at once, then 10 s, 1 min, 10 min, 1 h, 6 h (settled.md, Jobs); after the sixth it is an incident. */
export const ATTEMPTS = 6;
const BACK_OFF_S = [10, 60, 600, 3600, 21_600];
const LEASE_S = 60;

export interface JobRow {
  readonly id: string;
  readonly type: string;
  readonly payload: Json;
  readonly token: number | null;
  readonly element: string | null;
  readonly retries: number;
}

export interface ClaimedJob {
  readonly id: string;
  readonly type: string;
  readonly payload: { readonly [key: string]: Json };
  readonly instance: string | null;
  readonly token: number | null;
  readonly element: string | null;
  readonly businessKey: string | null;
  readonly attempts: number;
  readonly retries: number;
}

/** Seconds until the next attempt, spread by ± 20 % so that failures do not come back all at once. */
function backOff(attempts: number, random: number): number {
  const base = BACK_OFF_S[Math.min(attempts, BACK_OFF_S.length) - 1] ?? BACK_OFF_S[0] ?? 10;
  return base * (0.8 + 0.4 * random);
}

export interface NewJob {
  readonly type: string;
  readonly payload: Json;
  readonly businessKey?: string;
}

/** Writes jobs in the caller's transaction and hands them over after the commit. Their ids are the idempotency keys. */
export async function addJobs(
  tx: Db,
  jobs: readonly NewJob[],
  handOver: (jobs: readonly string[]) => void,
): Promise<void> {
  const rows = jobs.map((job) => ({ ...job, id: uuidv7() }));
  await sql`insert into runtime.job (id, type, payload, business_key, due, retries)
    select r.id, r.type, r.payload, r."businessKey", now(), ${ATTEMPTS}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, type text, payload jsonb, "businessKey" uuid)`.execute(
    tx,
  );
  afterCommit(tx, () => handOver(rows.map((row) => row.id)));
}

/** Takes due jobs under a lease, never one that another worker holds. `only` names the jobs just handed over. */
export async function claimJobs(
  db: Db,
  owner: string,
  limit: number,
  only: readonly string[] | null,
): Promise<ClaimedJob[]> {
  const { rows } = await sql<ClaimedJob>`
    update runtime.job set lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_S}), attempts = attempts + 1
    where id in (select id from runtime.job where due <= now() and retries > 0 and (lease_until is null or lease_until < now())
      and (${only === null} or id = any(${only ?? []}::uuid[]))
      order by priority desc, due, id limit ${limit} for update skip locked)
    returning id, type, payload, instance_id as instance, token, element, business_key as "businessKey", attempts, retries`.execute(
    db,
  );
  return rows;
}

export async function renewLease(db: Db, owner: string, id: string): Promise<void> {
  await sql`update runtime.job set lease_until = now() + make_interval(secs => ${LEASE_S}) where id = ${id} and lease_owner = ${owner}`.execute(
    db,
  );
}

/** Ends a job in the transaction of its effects. False when the lease was lost: then nothing of it may be committed. */
export async function endJob(tx: Db, owner: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from runtime.job where id = ${id} and lease_owner = ${owner}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** Notes a failed attempt: a later one, or an incident when none is left. */
export async function failJob(
  db: Db,
  owner: string,
  job: ClaimedJob,
  message: string,
  at: string,
): Promise<'later' | 'incident'> {
  const left = job.retries - 1;
  const { numAffectedRows } =
    await sql`update runtime.job set retries = ${left}, lease_owner = null, lease_until = null,
    due = now() + make_interval(secs => ${backOff(job.attempts, Math.random())})
    where id = ${job.id} and lease_owner = ${owner}`.execute(db);
  if (numAffectedRows !== 1n || left > 0) return 'later';
  await sql`insert into runtime.incident (id, job_id, instance_id, business_key, element, type, message, first_at, last_at, attempts)
    values (${uuidv7()}, ${job.id}, ${job.instance}, ${job.businessKey}, ${job.element}, ${job.type}, ${message.slice(0, 2000)},
      ${at}::timestamptz, ${at}::timestamptz, ${job.attempts})
    on conflict (job_id) do update set message = excluded.message, last_at = excluded.last_at, attempts = excluded.attempts`.execute(
    db,
  );
  return 'incident';
}
