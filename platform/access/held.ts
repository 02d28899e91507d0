import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** An assignment as it was held, for saying in which role somebody did something without saying who. RFC 3339. */
export interface Held {
  readonly party: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly from: string;
  readonly to: string | null;
}

/** Every assignment that these parties hold or have held. */
export async function heldBy(db: Db, parties: readonly string[]): Promise<Held[]> {
  const { rows } = await sql<{ held: Held }>`
    select jsonb_build_object('party', party, 'unit', unit, 'roles', roles, 'from', valid_from, 'to', ended_at) as held
    from access.assignment where party = any(${[...new Set(parties)]}::uuid[]) order by valid_from, id`.execute(db);
  return rows.map((row) => row.held);
}
