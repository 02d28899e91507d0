import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, readTogether } from '#platform/database/index.ts';
import { ASKING } from './asked.ts';

/** More cases than anybody is asked in at once. */
const LIMIT = 20;

/** Cases in which the person may have something left to answer, newest first; `today` is a legal day. */
export async function casesAsking(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<readonly string[]> {
  if (actor.kind !== 'citizen') return [];
  const { rows } = await readTogether(
    db,
    sql<{ id: string }>`select c.id from cases.case c
    where exists (select from cases.party_role r where r.case_id = c.id and r.party_id = ${actor.principal}::uuid)
      and exists (select from procedure.act a where a.case_id = c.id and a.act = any(${ASKING}::text[])
        and not exists (select from procedure.act b where b.case_id = c.id and b.about = a.id and b.for_party = ${actor.principal}::uuid)
        and (a.data->>'senast' >= ${today.toString()} or not exists (select from cases.closure x where x.case_id = c.id)))
    order by c.registered_at desc limit ${LIMIT}`,
  );
  return rows.map(({ id }) => id);
}
