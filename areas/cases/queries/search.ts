import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { withText } from './by-text.ts';
import { openable } from './mine.ts';

/** A case as it stands in a list of cases. */
export interface FoundCase {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly version: string;
  /** What the service was called when the case was opened. */
  readonly matter: string;
  readonly receivedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly applicant: string | null;
  readonly applicantParty: PartyId | null;
  readonly outcome: string | null;
}

const LISTED = 100;

/** Cases that the officer may open, open and closed, newest first; by number or by a party's name when `text` is given. */
export async function findCases(db: Db, actor: Actor, kin: readonly PartyId[], text: string): Promise<FoundCase[]> {
  const found = await withText(db, text, { id: sql`c.id`, number: sql`c.number` });
  const { rows } =
    await sql<FoundCase>`select c.id, c.number, c.service, c.service_version as version, c.matter, c.received_at as "receivedAt",
      (select x.at from cases.closure x where x.case_id = c.id) as "closedAt", a.name as applicant, a.id as "applicantParty",
      (select d.outcome from cases.standing_decision d where d.case_id = c.id order by d.id desc limit 1) as outcome
    from cases.case c left join lateral (select p.id, p.name from cases.party_role r join identity.party p on p.id = r.party_id
      where r.case_id = c.id and r.role = 'applicant' limit 1) a on true
    where ${openable(actor, kin)} and ${found}
    order by c.registered_at desc limit ${LISTED}`.execute(db);
  return rows;
}
