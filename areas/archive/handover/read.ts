import { sql } from 'kysely';
import { type Db, isUuid } from '#platform/database/index.ts';

/** A package that was made of a case, with what was found when it was verified. */
export interface HandOver {
  readonly id: string;
  readonly caseId: string;
  readonly objectId: string;
  readonly metsSha256: string;
  readonly schemas: readonly string[];
  readonly faults: readonly string[];
  /** Name of the officer; null for a command. */
  readonly byName: string | null;
  /** RFC 3339. */
  readonly at: string;
}

const HAND_OVER = sql`h.id, h.case_id as "caseId", h.object_id as "objectId", h.mets_sha256 as "metsSha256", h.schemas,
  h.faults, p.name as "byName", to_json(h.at) #>> '{}' as at
  from archive.hand_over h left join identity.party p on p.id = h.by_party`;

/** The newest of each of these cases. */
export async function handOversOf(db: Db, cases: readonly string[]): Promise<ReadonlyMap<string, HandOver>> {
  const { rows } = await sql<HandOver>`select distinct on (h.case_id) ${HAND_OVER}
    where h.case_id = any(${[...cases]}::uuid[]) order by h.case_id, h.at desc, h.id desc`.execute(db);
  return new Map(rows.map((row) => [row.caseId, row]));
}

export async function handOverOf(db: Db, id: string): Promise<HandOver | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<HandOver>`select ${HAND_OVER} where h.id = ${id}`.execute(db);
  return rows[0];
}
