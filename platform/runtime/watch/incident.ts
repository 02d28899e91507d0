import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Incident } from '../incidents.ts';

/** An incident with the instance it hinders, and how it was ended, if it was. */
export interface IncidentView extends Incident {
  readonly instance: string | null;
  readonly end: {
    /** `gone`: what it hindered was taken back. */
    readonly how: 'retried' | 'resolved' | 'gone';
    readonly reason: string;
    readonly byParty: string | null;
    readonly by: string | null;
    /** RFC 3339. */
    readonly at: string;
  } | null;
}

const columns = sql`x.id, x.job_id as "jobId", x.business_key as "caseId", x.element, x.type, x.message,
  x.first_at as "firstAt", x.last_at as "lastAt", x.attempts, x.instance_id as instance,
  case when e.incident_id is not null then jsonb_build_object('how', e.how, 'reason', e.reason, 'byParty', e.by_party, 'by', p.name, 'at', e.at) end as end`;

const tables = sql`runtime.incident x left join runtime.incident_end e on e.incident_id = x.id
  left join identity.party p on p.id = e.by_party`;

/** One incident, open or ended; the caller has asked who may see it. */
export async function incidentView(db: Db, id: string): Promise<IncidentView | undefined> {
  const { rows } = await sql<IncidentView>`select ${columns} from ${tables} where x.id = ${id}`.execute(db);
  return rows[0];
}

/** All incidents of an instance, the newest first. */
export async function incidentsOf(db: Db, instance: string): Promise<IncidentView[]> {
  const { rows } = await sql<IncidentView>`select ${columns} from ${tables} where x.instance_id = ${instance}
    order by x.first_at desc limit 100`.execute(db);
  return rows;
}
