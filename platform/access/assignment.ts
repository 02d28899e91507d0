import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { PartyId } from './actor.ts';

/** A staff person's place: one unit and the roles there. A session works in exactly one. */
export interface Assignment {
  readonly id: string;
  /** The id in registers/staff.yaml or in the import. */
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
}

/** The assignments that hold now, by unit. Nobody else than the person and the session asks for them. */
export async function assignmentsOf(db: Db, party: PartyId): Promise<Assignment[]> {
  const { rows } = await sql<Assignment>`
    select id, name, unit, roles from access.assignment
    where party = ${party} and ended_at is null order by unit, name`.execute(db);
  return rows;
}

/**
 * Makes the person's assignments those of the list: new ones start, changed ones end and start anew, missing ones end
 * (and with them the sessions that work in them, since a session reads its assignment live). Gives what holds.
 */
export async function syncAssignments(
  tx: Db,
  party: PartyId,
  wanted: readonly { readonly id: string; readonly unit: string; readonly roles: readonly string[] }[],
  source: string,
  at: Temporal.Instant,
): Promise<Assignment[]> {
  await sql`select 1 from identity.party where id = ${party} for update`.execute(tx);
  const live = await assignmentsOf(tx, party);
  const same = (a: Assignment, b: { id: string; unit: string; roles: readonly string[] }) =>
    a.name === b.id && a.unit === b.unit && a.roles.join() === b.roles.join();
  const ended = live.filter((each) => !wanted.some((other) => same(each, other))).map((each) => each.id);
  if (ended.length > 0) {
    await sql`update access.assignment set ended_at = ${at} where id = any(${ended}::uuid[])`.execute(tx);
  }
  for (const each of wanted.filter((other) => !live.some((a) => same(a, other)))) {
    await sql`insert into access.assignment (id, name, party, unit, roles, source, valid_from)
      values (${uuidv7()}, ${each.id}, ${party}, ${each.unit}, ${[...each.roles]}, ${source}, ${at})`.execute(tx);
  }
  return ended.length === 0 && live.length === wanted.length ? live : assignmentsOf(tx, party);
}
