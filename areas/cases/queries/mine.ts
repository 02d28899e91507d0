import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { protectedCase, rightsTo } from './rights.ts';

export interface StatusRow {
  readonly step: string;
  readonly what: 'entered' | 'completed';
  readonly at: string;
}

export interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly version: string;
  /** What the service was called when the case was opened. */
  readonly matter: string;
  /** The provisions of secrecy that the service named then. */
  readonly secrecy: readonly string[];
  readonly unit: string;
  readonly board: string;
  readonly receivedAt: Temporal.Instant;
  /** FL 22 §. */
  readonly arrivalDay: Temporal.PlainDate;
  readonly registeredAt: Temporal.Instant;
  readonly language: string;
  readonly closedAt: Temporal.Instant | null;
  readonly statuses: readonly StatusRow[];
  /** Elements where tokens stand: what can still be reached. */
  readonly tokens: readonly string[];
  readonly parties: readonly {
    readonly party: PartyId;
    readonly role: string;
    readonly name: string;
    readonly protected: boolean;
  }[];
  readonly protected: boolean;
}

const isProtected = protectedCase(sql`c.id`);

const view = sql`c.id, c.number, c.service, c.service_version as version, c.matter, c.secrecy, c.unit, c.board, c.received_at as "receivedAt", c.arrival_day as "arrivalDay",
  c.registered_at as "registeredAt", c.language, (select at from cases.closure x where x.case_id = c.id) as "closedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('step', s.step, 'what', s.what, 'at', s.at) order by s.id), '[]') from cases.status s where s.case_id = c.id) as statuses,
  (select coalesce(jsonb_agg(distinct t.element), '[]') from runtime.instance i join runtime.token t on t.instance_id = i.id where i.business_key = c.id) as tokens,
  (select coalesce(jsonb_agg(jsonb_build_object('party', r.party_id, 'role', r.role, 'name', p.name, 'protected', p.protected)), '[]')
    from cases.party_role r join identity.party p on p.id = r.party_id where r.case_id = c.id) as parties,
  ${isProtected} as protected`;

/** What the actor may open, as a condition on `c`; someone else's case does not exist for them. */
export function openable(actor: Actor, kin: readonly PartyId[] = []) {
  return rightsTo(actor, kin, { id: sql`c.id`, unit: sql`c.unit` });
}

/** The person's cases, newest first. */
export async function myCases(db: Db, actor: Actor): Promise<CaseView[]> {
  const { rows } =
    await sql<CaseView>`select ${view} from cases.case c where ${openable(actor)} order by c.registered_at desc limit 100`.execute(
      db,
    );
  return rows;
}

/** One case for somebody who may open it. */
export async function oneCase(
  db: Db,
  actor: Actor,
  id: string,
  kin: readonly PartyId[] = [],
): Promise<CaseView | undefined> {
  const { rows } =
    await sql<CaseView>`select ${view} from cases.case c where c.id = ${id} and ${openable(actor, kin)}`.execute(db);
  return rows[0];
}

/** A case without a known applicant, for whoever has its receipt; the caller has asked for the receipt's capability. */
export async function caseOfReceipt(db: Db, id: string): Promise<CaseView | undefined> {
  const { rows } = await sql<CaseView>`select ${view} from cases.case c where c.id = ${id}
    and not exists (select from cases.party_role r where r.case_id = c.id)`.execute(db);
  return rows[0];
}
