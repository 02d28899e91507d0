import { type RawBuilder, sql } from 'kysely';
import { type Actor, mayOpen, type PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { hasConflict } from '../conflict.ts';

/** That some party of a case has protected identity; `id` is an expression of the query. */
export function protectedCase(id: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select from cases.party_role r join identity.party p on p.id = r.party_id
    where r.case_id = ${id} and p.protected)`;
}

/** The rights of a row: what the actor may open, as a condition on whichever table carries the case and its unit. */
export function rightsTo(
  actor: Actor,
  kin: readonly PartyId[],
  { id, unit }: { readonly id: RawBuilder<unknown>; readonly unit: RawBuilder<unknown> },
): RawBuilder<boolean> {
  // Who has left a case sees nothing of it; to work it she is as near to it as before (FL 16 §).
  const left = actor.kind === 'staff' ? sql`` : sql` and r.role <> 'former'`;
  const may = mayOpen(
    actor,
    {
      unit,
      protected: protectedCase(id),
      hasParty: (among) => sql`exists (select from cases.party_role r
        where r.case_id = ${id} and r.party_id = any(${[...among]}::uuid[])${left})`,
    },
    kin,
  );
  return actor.kind === 'staff' ? sql`(${may} and not ${hasConflict(id, actor.party)})` : may;
}

/** Whether a party may read what was sent in to the last word: by the rule of insight, as the application itself. */
export async function seesWhole(db: Db, actor: Actor, caseId: string): Promise<boolean> {
  const principal = actor.kind === 'citizen' ? actor.principal : null;
  const { rows } = await sql<{ whole: boolean | null }>`select bool_and(i.shown) as whole
    from cases.insight(${principal}::uuid, ${caseId}::uuid) i
    join cases.document d on d.id = i.item and d.kind = 'application'`.execute(db);
  return rows[0]?.whole === true;
}
