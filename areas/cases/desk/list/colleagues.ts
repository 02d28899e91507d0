import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Town } from '#platform/town/index.ts';

export type Staff = Extract<Actor, { readonly kind: 'staff' }>;

/**
 * Everybody who works cases in a unit now, by name, as they would act there: with all the roles they hold in it. Nothing
 * is done in their name; it is for asking what they may do.
 */
export async function colleaguesOf(db: Db, town: Pick<Town, 'roles'>, unit: string): Promise<readonly Staff[]> {
  const { rows } = await sql<{ party: PartyId; name: string; assignment: string; roles: string[] }>`
    select a.party, p.name, min(a.id::text) as assignment, array_agg(distinct r.role order by r.role) as roles
    from access.assignment a join identity.party p on p.id = a.party cross join lateral unnest(a.roles) r (role)
    where a.unit = ${unit} and a.ended_at is null group by a.party, p.name order by p.name, a.party`.execute(db);
  return rows
    .map((row) => {
      const may = town.roles.filter(({ id }) => row.roles.includes(id)).flatMap((role) => role.may);
      return { kind: 'staff', ...row, unit, may: [...new Set<string>(may)], session: '' } as const;
    })
    .filter(({ may }) => may.includes('work'));
}
