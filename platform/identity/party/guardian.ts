import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { dayOfAge, legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Person, Town } from '#platform/town/types.ts';
import { ensureParty } from './ensure.ts';
import { numbersOf, partyView } from './party.ts';
import { syncMandates } from './register-mandates.ts';

/** FB 9 kap. 1 §: custody ends when the child turns eighteen. */
const OF_AGE = 18;

/**
 * Makes the guardian mandates around a person those of the register: for every child in the person's custody, and for
 * the person when still a child. Two guardians decide together (FB 6 kap. 13 §). A mandate that the register no longer
 * knows ends at once. Without a register stand-in nothing is touched.
 */
export async function refreshGuardians(tx: Db, town: Town, party: PartyId, at: Temporal.Instant): Promise<void> {
  const registers = town.registers;
  if (registers === undefined) return;
  const own = (await numbersOf(tx, [party])).get(party);
  if (own === undefined) return;
  const wards = registers.people.filter((person) => person.guardians.includes(own.value));
  const self = registers.person(own.value);
  if (self !== undefined && self.guardians.length > 0) wards.push(self);
  const seen = new Set<PartyId>();
  for (const child of wards) seen.add(await syncChild(tx, town, child, at));
  await sql`update identity.mandate set revoked_at = ${at}
    where kind = 'vardnadshavare' and source = 'register' and revoked_at is null
      and (agent = ${party} or principal = ${party}) and principal <> all(${[...seen]}::uuid[])`.execute(tx);
}

async function syncChild(tx: Db, town: Town, child: Person, at: Temporal.Instant): Promise<PartyId> {
  const principal = await ensureParty(tx, town, child.number, at);
  const day = legalDay(at);
  const birth = (await partyView(tx, [principal])).get(principal)?.birthDate ?? null;
  const until = birth && dayOfAge(birth, OF_AGE);
  const agents: PartyId[] = [];
  if (until === null || Temporal.PlainDate.compare(day, until) < 0) {
    for (const number of child.guardians) agents.push(await ensureParty(tx, town, number, at));
  }
  const requires = agents.length > 1 ? 'both' : 'alone';
  const register = 'population';
  await syncMandates(tx, { principal, kind: 'vardnadshavare', agents, requires, until, register, at });
  return principal;
}
