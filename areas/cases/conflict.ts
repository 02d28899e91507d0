import { type RawBuilder, sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { claimTask } from '#platform/runtime/index.ts';

/** FL 16 §: that a person's last report in the case stands, as a condition; `caseId` is an expression of the query. */
export function hasConflict(caseId: RawBuilder<unknown>, party: string | RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select from cases.conflict x where x.case_id = ${caseId} and x.party_id = ${party}::uuid
    and x.what = 'reported' and not exists (select from cases.conflict y
      where y.case_id = x.case_id and y.party_id = x.party_id and y.id > x.id))`;
}

export interface Colleague {
  readonly party: string;
  readonly name: string;
}

/** Who else works in the unit of the case, by name, and has not been shut out of it. */
export async function colleaguesIn(
  db: Db,
  { id, unit }: { readonly id: string; readonly unit: string },
  besides: string,
): Promise<readonly Colleague[]> {
  const { rows } = await sql<Colleague>`select p.id as party, p.name from identity.party p
    where p.id <> ${besides}::uuid and not ${hasConflict(sql`${id}::uuid`, sql`p.id`)}
      and p.id in (select a.party from access.assignment a where a.unit = ${unit} and a.ended_at is null)
    order by p.name collate "sv-x-icu", p.id`.execute(db);
  return rows;
}

/** Writes down that somebody has a conflict of interest, or was found to have none, and takes what they had claimed from them. */
export async function recordConflict(
  tx: Db,
  conflict: { caseId: string; party: string; what: 'reported' | 'cleared'; by: string; at: string },
): Promise<void> {
  const { caseId, party, what, by, at } = conflict;
  await sql`insert into cases.conflict (id, case_id, party_id, what, by_party, at)
    values (${uuidv7()}, ${caseId}, ${party}, ${what}, ${by}, ${at}::timestamptz)`.execute(tx);
  if (what === 'reported') await releaseTasks(tx, caseId, party, at);
}

async function releaseTasks(tx: Db, caseId: string, party: string, at: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select k.task_id as id from runtime.task_claim k
    join runtime.task t on t.id = k.task_id where t.business_key = ${caseId} and k.party_id = ${party}`.execute(tx);
  for (const { id } of rows) await claimTask(tx, id, null, at);
}
