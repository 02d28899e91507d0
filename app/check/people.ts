import { type Actor, syncStaff } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { actingFor, ensureParty, refreshGuardians, sessionView, startSession } from '#platform/identity/index.ts';
import type { StaffPerson, Town } from '#platform/town/index.ts';

/** What a sign-in with the test e-ID proves. */
const SIGNED_IN = { assurance: 'loa3', provider: 'examples' } as const;

function unknown(who: string): TorgetError {
  return new TorgetError(
    'example-person',
    404,
    { sv: `Ingen i kommunens register heter ${who}.`, en: `Nobody in the town’s registers is ${who}.` },
    who,
  );
}

/** A person of the population register, signed in: twelve digits, a prid, or a birth date while it is unique. */
export async function citizen(db: Db, town: Town, who: string, at: string): Promise<Actor> {
  const instant = Temporal.Instant.from(at);
  const people = town.registers?.people ?? [];
  const found = people.filter((person) => person.number === who || person.birthDate === who);
  const number = found.length === 1 ? found[0]?.number : undefined;
  if (number === undefined) throw unknown(who);
  const token = await transaction(db, async (tx) => {
    const party = await ensureParty(tx, town, number, instant);
    await refreshGuardians(tx, town, party, instant);
    return startSession(tx, { party, ...SIGNED_IN });
  });
  return signedIn(db, town, token, who);
}

/** The same person acting for another, when a mandate says so on that day. */
export async function acting(db: Db, town: Town, person: string, agent: string, at: string): Promise<Actor> {
  const represented = await citizen(db, town, person, at);
  const actor = await citizen(db, town, agent, at);
  const day = legalDay(Temporal.Instant.from(at));
  const found = represented.kind === 'citizen' ? await actingFor(db, actor, represented.party, day) : null;
  if (found !== null) return found;
  throw new TorgetError(
    'example-person',
    403,
    { sv: `${agent} får inte företräda ${person}.`, en: `${agent} may not act for ${person}.` },
    agent,
  );
}

/** A member of staff in one assignment, by the assignment's id in registers/staff.yaml. */
async function staff(db: Db, town: Town, person: StaffPerson, assignment: string, at: string): Promise<Actor> {
  const instant = Temporal.Instant.from(at);
  const token = await transaction(db, async (tx) => {
    const party = await ensureParty(tx, town, person.number, instant);
    const live = await syncStaff(tx, party, person, 'registers/staff.yaml', instant);
    const own = live.find(({ name }) => name === assignment);
    if (own === undefined) throw unknown(assignment);
    return startSession(tx, { party, ...SIGNED_IN, assignment: own.id });
  });
  return signedIn(db, town, token, assignment);
}

/** Whoever does a task: an assignment of staff, or a person. */
export async function someone(db: Db, town: Town, who: string, at: string): Promise<Actor> {
  const person = town.registers?.staff.find(({ assignments }) => assignments.some(({ id }) => id === who));
  return person === undefined ? citizen(db, town, who, at) : staff(db, town, person, who, at);
}

async function signedIn(db: Db, town: Town, token: string, who: string): Promise<Actor> {
  const session = await sessionView(db, town, token);
  if (session === null) throw unknown(who);
  return session.actor;
}
