import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

/** What a case is called, and whose it is. Nobody's name is among it. */
export interface CaseName {
  readonly id: string;
  readonly number: string;
  readonly version: string;
  readonly parties: readonly PartyId[];
}

/** Number, version and parties of cases, for those who keep processes running. */
export async function caseNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, CaseName>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CaseName>`select c.id, c.number, c.service_version as version,
      array(select distinct r.party_id from cases.party_role r where r.case_id = c.id) as parties
    from cases.case c where c.id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
