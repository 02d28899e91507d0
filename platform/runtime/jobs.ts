import type { Json } from '@torget/feel';
import type { Effect } from '@torget/process';
import { sql } from 'kysely';
import { afterCommit, type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { retriesOf } from './retries.ts';

/** The runtime's own jobs. */
export const START = 'process.start';
export const TIMER = 'process.timer';
export const CONTINUE = 'process.continue';
export const SIGNAL = 'process.signal';
/** A signal thrown across an asynchronous border. */
export const SIGNAL_LATER = 'process.signal-later';

/** A part of a set of instances that moves to another version. */
export const MIGRATE = 'process.migrate';

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
  /** Higher goes first, 50 when it is not said. */
  readonly priority?: number | null;
  /** Fetched by a worker outside; ours leave it alone. */
  readonly external?: boolean;
  /** Pauses before each further attempt in seconds, the last one for all that follow. */
  readonly back_off?: readonly number[] | null;
  /** Of another instance than the one that makes it. */
  readonly instance?: string | null;
  readonly key?: string | null;
}

/** The job that a token at an asynchronous border waits for. */
export function continueJob(effect: Extract<Effect, { kind: 'defer' }>, at: string): JobRow {
  const said = retriesOf(effect.retries);
  return {
    id: uuidv7(),
    type: CONTINUE,
    payload: { at },
    token: effect.token,
    element: effect.element,
    retries: said?.attempts ?? ATTEMPTS,
    back_off: said?.backOff ?? null,
    priority: effect.priority ?? null,
  };
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
  readonly backOff: readonly number[] | null;
  /** Of its instance, so that it need not be asked for again; null for a job of none. */
  readonly process: string | null;
  readonly label: string | null;
  readonly version: string | null;
  /** The version that the instance's root runs on. */
  readonly rootVersion: string | null;
}

/** What is written with the end of a job, in its transaction; undefined when there is nothing. */
export type Write = ((tx: Db) => Promise<void>) | undefined;

const COLUMNS = sql`j.id, j.type, j.payload, j.instance_id as instance, j.token, j.element, j.business_key as "businessKey",
  j.attempts, j.retries, j.back_off as "backOff", d.process, i.label, d.service_version as version, e.service_version as "rootVersion"`;
const OF_INSTANCE = sql`left join runtime.instance i on i.id = j.instance_id
  left join runtime.definition d on d.id = i.definition_id
  left join runtime.instance r on r.id = coalesce(i.root_id, i.id) left join runtime.definition e on e.id = r.definition_id`;

/** Seconds until the next attempt, spread by ± 20 % so that failures do not come back all at once. */
function backOff({ attempts, backOff: said }: ClaimedJob, random: number): number {
  const pauses = said ?? BACK_OFF_S;
  const base = pauses[Math.min(attempts, pauses.length) - 1] ?? pauses[0] ?? 10;
  return base * (0.8 + 0.4 * random);
}

export interface NewJob {
  readonly type: string;
  readonly payload: Json;
  readonly businessKey?: string;
  /** 0–100, 50 when it is not said: a point is a head start of 10 s. */
  readonly priority?: number;
  /** Nobody waits for it: it is done when there is room, within two minutes. */
  readonly patient?: boolean;
}

/** As a priority: twelve points below the others, two minutes. */
const PATIENT = 38;
/** How far ahead the turns of jobs lie that are taken while many wait for pages: less than one point of priority. */
const SOON_S = 5;

/**
 * Writes jobs in the caller's transaction and hands them over after the commit; what is patient is left to the next poll.
 * Their ids are the idempotency keys.
 */
export async function addJobs(
  tx: Db,
  jobs: readonly NewJob[],
  handOver: (jobs: readonly string[]) => void,
): Promise<void> {
  const rows = jobs.map(({ patient = false, ...job }) => ({
    ...job,
    ...(patient ? { priority: PATIENT } : {}),
    id: uuidv7(),
  }));
  const now = rows.filter((_, at) => jobs[at]?.patient !== true).map(({ id }) => id);
  await pipelined(
    tx,
    sql`insert into runtime.job (id, type, payload, business_key, due, retries, priority, turn)
    select r.id, r.type, r.payload, r."businessKey", now(), ${ATTEMPTS}, coalesce(r.priority, 50),
      runtime.turn(now(), r."businessKey", coalesce(r.priority, 50), row_number() over (partition by r."businessKey" order by r.id))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, type text, payload jsonb, "businessKey" uuid, priority int)`,
  );
  if (now.length > 0) afterCommit(tx, () => handOver(now));
}

/**
 * Takes due jobs under a lease, in the order of their turns: never one that another worker holds, of a suspended instance,
 * or of an instance that has a job running. `only` names the jobs just handed over; `crowded` leaves what may wait.
 */
export async function claimJobs(
  db: Db,
  owner: string,
  limit: number,
  only: readonly string[] | null,
  crowded = false,
): Promise<ClaimedJob[]> {
  const soon = crowded ? sql`, make_interval(secs => ${SOON_S})` : sql``;
  const { rows } = await sql<ClaimedJob>`
    select ${COLUMNS} from runtime.claim(${owner}, ${limit}, ${only}::uuid[], ${LEASE_S}${soon}) j ${OF_INSTANCE} order by j.turn, j.id`.execute(
    db,
  );
  return rows;
}

/** Takes one job away, whoever may hold it; undefined when it is gone. What it asks is done in the caller's transaction. */
export async function takeJob(tx: Db, id: string): Promise<ClaimedJob | undefined> {
  const { rows } = await sql<ClaimedJob>`with j as (delete from runtime.job where id = ${id} returning *)
    select ${COLUMNS} from j ${OF_INSTANCE}`.execute(tx);
  return rows[0];
}

/** Keeps jobs under their lease while they wait or run. */
export async function renewLeases(db: Db, owner: string, ids: readonly string[]): Promise<void> {
  await sql`update runtime.job set lease_until = now() + make_interval(secs => ${LEASE_S})
    where id = any(${ids}::uuid[]) and lease_owner = ${owner}`.execute(db);
}

/** Gives back jobs that were taken and not begun, as if they had never been taken. */
export async function giveBack(db: Db, owner: string, ids: readonly string[]): Promise<void> {
  await sql`update runtime.job set lease_owner = null, lease_until = null, attempts = attempts - 1
    where id = any(${ids}::uuid[]) and lease_owner = ${owner}`.execute(db);
}

/**
 * Ends a job, before its effects and in their transaction. When the lease was lost, the next statement fails with
 * `LEASE_LOST`, and nothing of it is committed.
 */
export async function endJob(tx: Db, owner: string, id: string): Promise<void> {
  await pipelined(tx, sql`select runtime.end_job(${id}, ${owner})`);
}

/** What runtime.end_job raises. */
export const LEASE_LOST = 'TL001';

/** What its priority gives a job before others, at each further attempt as at the first (runtime.turn). */
export const HEAD_START = sql`make_interval(secs => (priority - 50) * 10)`;

/** Notes a failed attempt: a later one, or an incident when none is left. */
export async function failJob(
  db: Db,
  owner: string,
  job: ClaimedJob,
  message: string,
  at: string,
): Promise<'later' | 'incident'> {
  const left = job.retries - 1;
  const pause = backOff(job, Math.random());
  const { numAffectedRows } =
    await sql`update runtime.job set retries = ${left}, lease_owner = null, lease_until = null,
    due = now() + make_interval(secs => ${pause}), turn = now() + make_interval(secs => ${pause}) - ${HEAD_START}
    where id = ${job.id} and lease_owner = ${owner}`.execute(db);
  if (numAffectedRows !== 1n || left > 0) return 'later';
  await openIncident(db, job, message, at);
  return 'incident';
}

/** A job without further attempts is an incident, whatever the cause. */
export async function openIncident(
  db: Db,
  job: Pick<ClaimedJob, 'id' | 'instance' | 'businessKey' | 'element' | 'type' | 'attempts'>,
  message: string,
  at: string,
): Promise<void> {
  await sql`insert into runtime.incident (id, job_id, instance_id, business_key, element, type, message, first_at, last_at, attempts)
    values (${uuidv7()}, ${job.id}, ${job.instance}, ${job.businessKey}, ${job.element}, ${job.type}, ${message.slice(0, 2000)},
      ${at}::timestamptz, ${at}::timestamptz, ${job.attempts})
    on conflict (job_id) do update set message = excluded.message, last_at = excluded.last_at, attempts = excluded.attempts`.execute(
    db,
  );
}
