import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { lastEntry } from './closed.ts';

/** Another case about one of the persons that a case is about, at the same board: nobody's name. Days in Swedish time. */
export interface OtherFile {
  readonly of: string;
  readonly version: string;
  readonly closed: boolean;
  readonly lastEntry: string | null;
}

const ABOUT = sql`('applicant', 'co-applicant', 'represented')`;

/** The other cases, not destroyed, about the persons that these cases are about, at the same board. One statement. */
export async function otherFiles(db: Db, ids: readonly string[]): Promise<readonly OtherFile[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<OtherFile>`with other as (
      select distinct a.id as of, o.id, o.service_version as version
      from unnest(${[...ids]}::uuid[]) a (id) join cases.case c on c.id = a.id
        join cases.party_role r on r.case_id = c.id and r.role in ${ABOUT}
        join identity.party p on p.id = r.party_id and p.kind = 'person'
        join cases.party_role q on q.party_id = r.party_id and q.case_id <> c.id and q.role in ${ABOUT}
        join cases.case o on o.id = q.case_id and o.board = c.board)
    select o.of, o.version, exists (select from cases.closure x where x.case_id = o.id) as closed, ${lastEntry('o.id')} as "lastEntry"
    from other o where not exists (select from cases.destroyed g where g.case_id = o.id)`.execute(db);
  return rows;
}
