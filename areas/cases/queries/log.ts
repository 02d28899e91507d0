import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** What the log of a case has of its file: what happened and when. Times are RFC 3339; persons are ids. */
export interface CaseLog {
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly board: string;
  readonly application: string | null;
  readonly receivedAt: string;
  readonly registeredAt: string;
  readonly closedAt: string | null;
  readonly parties: readonly string[];
  readonly routings: readonly { readonly unit: string; readonly at: string; readonly by: string | null }[];
  readonly decisions: readonly {
    readonly id: string;
    readonly at: string;
    readonly outcome: string;
    readonly decidedBy: 'automated' | 'officer' | 'board' | 'chair';
    readonly by: string | null;
  }[];
}

/** Which cases, whole: of a service, and with the day of arrival from and to these days. */
export interface CaseSpan {
  readonly service?: string;
  readonly from?: Temporal.PlainDate;
  readonly to?: Temporal.PlainDate;
}

/** The next cases after an id, in the order in which they were made. */
export async function caseLogs(db: Db, span: CaseSpan, after: string | undefined, limit: number): Promise<CaseLog[]> {
  const { rows } = await sql<{ log: CaseLog }>`
    select jsonb_build_object('id', c.id, 'service', c.service, 'version', c.service_version, 'board', c.board,
      'application', c.application_id, 'receivedAt', c.received_at, 'registeredAt', c.registered_at,
      'closedAt', (select x.at from cases.closure x where x.case_id = c.id),
      'parties', (select coalesce(jsonb_agg(distinct r.party_id), '[]') from cases.party_role r where r.case_id = c.id),
      'routings', (select coalesce(jsonb_agg(jsonb_build_object('unit', r.unit, 'at', r.at, 'by', r.by_party) order by r.at), '[]')
        from cases.routing r where r.case_id = c.id),
      'decisions', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'at', d.at, 'outcome', d.outcome,
          'decidedBy', d.decided_by, 'by', d.party_id) order by d.id), '[]')
        from cases.decision d where d.case_id = c.id)) as log
    from cases.case c
    where (${after ?? null}::uuid is null or c.id > ${after ?? null}::uuid)
      and (${span.service ?? null}::text is null or c.service = ${span.service ?? null}::text)
      and (${span.from?.toString() ?? null}::date is null or c.arrival_day >= ${span.from?.toString() ?? null}::date)
      and (${span.to?.toString() ?? null}::date is null or c.arrival_day <= ${span.to?.toString() ?? null}::date)
    order by c.id limit ${limit}`.execute(db);
  return rows.map((row) => row.log);
}
