import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { ATTEMPTS, HEAD_START } from './jobs.ts';

export interface Incident {
  readonly id: string;
  readonly jobId: string | null;
  readonly caseId: string | null;
  readonly element: string | null;
  readonly type: string;
  readonly message: string;
  readonly firstAt: Temporal.Instant;
  readonly lastAt: Temporal.Instant;
  readonly attempts: number;
}

const columns = sql`i.id, i.job_id as "jobId", i.business_key as "caseId", i.element, i.type, i.message,
  i.first_at as "firstAt", i.last_at as "lastAt", i.attempts`;

const open = sql`runtime.incident i left join runtime.incident_end e on e.incident_id = i.id where e.incident_id is null`;

/** Incidents of a case that nobody has retried or resolved, oldest first. */
export async function openIncidents(db: Db, caseId: string): Promise<Incident[]> {
  const { rows } = await sql<Incident>`select ${columns} from ${open} and i.business_key = ${caseId}
    order by i.id`.execute(db);
  return rows;
}

/** Open incidents of all cases, oldest first, a page at a time; `after` is the last id of the page before. */
export async function listIncidents(db: Db, { limit, after }: { limit: number; after?: string }): Promise<Incident[]> {
  const { rows } = await sql<Incident>`select ${columns} from ${open} and (${after ?? null}::uuid is null
    or i.id > ${after ?? null}::uuid) order by i.id limit ${limit}`.execute(db);
  return rows;
}

/** How many incidents are open. */
export async function countIncidents(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${open}`.execute(db);
  return rows[0]?.n ?? 0;
}

/**
 * Tries the failed step again with a full set of attempts, or lets it rest for good. The reason is kept. False when there is
 * none, or somebody has ended it.
 */
export async function endIncident(
  tx: Db,
  incident: string,
  end: { how: 'retried' | 'resolved'; reason: string; party: string; at: string },
  handOver: (jobs: readonly string[]) => void,
): Promise<boolean> {
  const { rows } = await sql<{ job_id: string | null }>`
    with i as (select id, job_id from runtime.incident where id = ${incident} for update),
    e as (insert into runtime.incident_end (incident_id, how, reason, by_party, at)
      select id, ${end.how}, ${end.reason}, ${end.party}::uuid, ${end.at}::timestamptz from i on conflict do nothing returning incident_id)
    select i.job_id from i join e on e.incident_id = i.id`.execute(tx);
  const found = rows[0];
  if (found === undefined) return false;
  if (found.job_id === null) return true;
  if (end.how === 'retried') {
    await sql`update runtime.job set retries = ${ATTEMPTS}, attempts = 0, due = now(), turn = now() - ${HEAD_START} where id = ${found.job_id}`.execute(
      tx,
    );
    await sql`update runtime.incident set job_id = null where id = ${incident}`.execute(tx);
    handOver([found.job_id]);
  } else {
    await sql`delete from runtime.job where id = ${found.job_id}`.execute(tx);
  }
  return true;
}
