import type { Db } from '#platform/database/index.ts';
import type { StaffPerson } from '#platform/town/types.ts';
import type { PartyId } from './actor.ts';
import { type Assignment, syncAssignments } from './assignment.ts';
import { syncNamesWithheld } from './name-withheld.ts';

/**
 * Makes what is held about a member of staff that of the list. Who is not in it has no assignment, and a name that is
 * withheld stays so. Gives the assignments.
 */
export async function syncStaff(
  tx: Db,
  party: PartyId,
  person: Pick<StaffPerson, 'assignments' | 'namesWithheld'> | undefined,
  source: string,
  at: Temporal.Instant,
): Promise<Assignment[]> {
  const live = await syncAssignments(tx, party, person?.assignments ?? [], source, at);
  // Why a name is not told does not end with the employment: it ends by the list, or on its last day.
  if (person !== undefined) await syncNamesWithheld(tx, party, person.namesWithheld, source, at);
  return live;
}
