import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** A list that somebody wants again. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
  readonly party: PartyId;
}

/** So many that they still stand on a line or two. */
export const MOST_VIEWS = 20;

/** The officer's own views in the unit and those that colleagues share, by name. */
export async function savedViews(db: Db, unit: string, party: PartyId): Promise<readonly SavedView[]> {
  const { rows } =
    await sql<SavedView>`select v.id, v.name, v.query, v.shared, v.party_id as party from cases.saved_view v
    where v.unit = ${unit} and (v.shared or v.party_id = ${party})
      and not exists (select from cases.saved_view_end e where e.view_id = v.id)
    order by v.shared, lower(v.name), v.id limit ${3 * MOST_VIEWS}`.execute(db);
  return rows;
}

export type NewView = Omit<SavedView, 'id'> & { readonly unit: string; readonly at: string };

export async function saveView(tx: Db, { unit, party, shared, name, query, at }: NewView): Promise<void> {
  await sql`insert into cases.saved_view (id, unit, party_id, shared, name, query, at)
    values (${uuidv7()}, ${unit}, ${party}, ${shared}, ${name}, ${query}, ${at}::timestamptz)`.execute(tx);
}

/** Takes away a view that the officer has made; what is not there, or another's, stays as it is. */
export async function endView(tx: Db, id: string, party: PartyId, at: string): Promise<void> {
  await sql`insert into cases.saved_view_end (view_id, by_party, at)
    select id, ${party}, ${at}::timestamptz from cases.saved_view where id = ${id} and party_id = ${party}
    on conflict do nothing`.execute(tx);
}
