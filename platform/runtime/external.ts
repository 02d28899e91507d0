import type { FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type ClaimedJob, HEAD_START, openIncident } from './jobs.ts';
import { listenerFailed } from './refused.ts';
import type { Runtime } from './runtime.ts';
import { partyOf } from './steps.ts';
import type { Happening, Unit } from './unit.ts';

/** Jobs whose type is no block of the house: a worker outside fetches them under a lease and answers for them. */

/** Leases open jobs of a type to a worker, the longest waiting first. A lease that runs out makes them open again. */
export async function fetchJobs(
  db: Db,
  asked: { readonly worker: string; readonly type: string; readonly most: number; readonly leaseSeconds: number },
): Promise<ClaimedJob[]> {
  const { rows } = await sql<ClaimedJob>`
    update runtime.job set lease_owner = ${asked.worker}::uuid, attempts = attempts + 1,
      lease_until = now() + make_interval(secs => ${asked.leaseSeconds})
    where id in (select j.id from runtime.job j join runtime.instance i on i.id = j.instance_id
      where j.external and j.type = ${asked.type} and j.retries > 0 and j.due <= now()
        and (j.lease_until is null or j.lease_until < now())
        and not exists (select from runtime.suspension s where s.instance_id = coalesce(i.root_id, i.id))
      order by j.turn, j.id limit ${asked.most} for update of j skip locked)
    returning id, type, payload, instance_id as instance, token, element, business_key as "businessKey", attempts, retries,
      back_off as "backOff"`.execute(db);
  return rows;
}

/** The job is done; `output` are its variables. */
export async function completeJob(runtime: Runtime, tx: Db, job: string, output: FeelContext, actor: Actor) {
  await answerJob(runtime, tx, job, actor, (token) => ({ kind: 'complete', token, output }));
}

/** The job ended in an error that the model may catch. */
export async function throwFromJob(
  runtime: Runtime,
  tx: Db,
  job: string,
  error: { readonly code: string; readonly message?: string; readonly variables?: FeelContext },
  actor: Actor,
): Promise<void> {
  await answerJob(runtime, tx, job, actor, (token) => ({ kind: 'error', token, ...error }));
}

export interface JobFailure {
  /** Attempts that are left; 0 makes an incident of it. */
  readonly retries: number;
  readonly message?: string;
  /** Until the job is open again. */
  readonly pauseSeconds?: number;
  readonly variables?: FeelContext;
}

/** The job failed. An error definition of the model may make an error of that, which ends the job. */
export async function reportFailure(runtime: Runtime, tx: Db, job: string, failure: JobFailure, actor: Actor) {
  const { retries, message, variables } = failure;
  const { unit, row } = await held(runtime, tx, job, actor);
  const token = row.token ?? 0;
  const said = { ...(message === undefined ? {} : { message }), ...(variables === undefined ? {} : { variables }) };
  const member = await unit.member(row.instance ?? '');
  if (row.detached !== true) unit.send(member, { kind: 'failed', token, ...said });
  await unit.finish();
  const pause = failure.pauseSeconds ?? 0;
  const { numAffectedRows } = await sql`update runtime.job set retries = ${allowed(retries)}, lease_owner = null,
    lease_until = null, due = now() + make_interval(secs => ${pause}), turn = now() + make_interval(secs => ${pause}) - ${HEAD_START}
    where id = ${job}`.execute(tx);
  if (numAffectedRows === 1n && retries === 0) await openIncident(tx, row, message ?? 'failed', unit.at);
}

/** Gives a job that still exists so many attempts: more than none ends its incident, none makes one. */
export async function setRetries(runtime: Runtime, tx: Db, job: string, retries: number, actor: Actor): Promise<void> {
  const { unit, row } = await held(runtime, tx, job, actor);
  await sql`update runtime.job set retries = ${allowed(retries)}, due = least(due, now()), turn = least(turn, now() - ${HEAD_START})
    where id = ${job}`.execute(tx);
  if (retries === 0) await openIncident(tx, row, 'no attempts left', unit.at);
  else await endIncidentOf(tx, job, actor, unit.at);
}

async function endIncidentOf(tx: Db, job: string, actor: Actor, at: string): Promise<void> {
  await sql`with i as (update runtime.incident set job_id = null where job_id = ${job} returning id)
    insert into runtime.incident_end (incident_id, how, reason, by_party, at)
      select id, 'retried', 'new attempts', ${partyOf(actor)}::uuid, ${at}::timestamptz from i on conflict do nothing`.execute(
    tx,
  );
}

async function answerJob(runtime: Runtime, tx: Db, job: string, actor: Actor, event: (token: number) => Happening) {
  const { unit, row } = await held(runtime, tx, job, actor);
  const member = await unit.member(row.instance ?? '');
  const happening = event(row.token ?? 0);
  if (row.detached === true && happening.kind === 'error') {
    throw listenerFailed(member.info, row.element ?? '', happening.message ?? happening.code);
  }
  member.rows.jobEnds.push(row.token ?? 0);
  // What listens to something cancelled is waited for by nobody.
  if (row.detached !== true) unit.send(member, happening);
  await unit.finish();
}

type Held = Omit<ClaimedJob, 'payload'> & { readonly detached: boolean | null };

/** A job that is still there, behind the lock of its instance. */
async function held(runtime: Runtime, tx: Db, job: string, actor: Actor): Promise<{ unit: Unit; row: Held }> {
  const unit = runtime.unit(tx, actor);
  const read = () =>
    sql<Held>`select id, type, instance_id as instance, token, element, business_key as "businessKey",
    attempts, retries, back_off as "backOff", (payload->>'detached')::boolean as detached from runtime.job where id = ${job} and external`.execute(
      tx,
    );
  const [seen] = (await read()).rows;
  if (seen?.instance) await unit.member(seen.instance);
  const [row] = (await read()).rows;
  if (row !== undefined && row.token !== null) return { unit, row };
  throw new TorgetError(
    'job-done',
    409,
    { sv: 'Jobbet är redan klart eller återtaget.', en: 'The job is already done or taken back.' },
    `no job ${job}`,
  );
}

function allowed(retries: number): number {
  if (Number.isInteger(retries) && retries >= 0) return retries;
  throw new TorgetError(
    'bad-retries',
    400,
    { sv: 'Antalet försök måste vara noll eller fler.', en: 'The number of attempts must be zero or more.' },
    `retries ${retries}`,
  );
}
