import { sql } from 'kysely';
import { type Actor, can, kinOf, logLook, type PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, isUuid, type PersonalSource, transaction, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { freshKnownParty, refreshGuardians } from '#platform/identity/index.ts';
import type { Town } from '#platform/town/index.ts';

/** Who asks for the extract: the person, or who may speak for her. */
export const ASKERS = ['self', 'guardian', 'trustee', 'agent'] as const;
/** How it is known who asks, or that nobody else is given it: it goes to the address of the population register. */
export const IDENTITIES = ['document', 'known', 'registered-address'] as const;

/** What an officer says of a request for an extract. The last three are empty when the person asked herself. */
export interface Asked {
  readonly purpose: string;
  readonly askedBy: (typeof ASKERS)[number];
  readonly identity: (typeof IDENTITIES)[number];
  readonly asker: string;
  /** The right to ask for another: a power of attorney, an appointment, custody. */
  readonly authority: string;
  /** What was found when secrecy towards the asker was tested (OSL 12 kap. 2, 3 §§). */
  readonly secrecy: string;
}

/** Who makes it, and when. */
export interface Making {
  readonly town: Town;
  readonly actor: Actor;
  /** Legal time, RFC 3339. */
  readonly now: string;
  readonly requestId: string;
}

export type ExtractMaker = Extract<Actor, { kind: 'staff' }>;

/** What the requests that officers have met say of a person, in her own extract: who was given it, and why (GDPR 15.1 c). */
export const insightPersonal: readonly PersonalSource[] = [
  { table: 'insight.extract_made', where: 't.party_id = $party', without: ['party_id', 'by_party'] },
];

/** Whoever has the role. @throws NotFound in words for everybody else */
export function extractMaker(actor: Actor): ExtractMaker {
  const nobody = { parties: [], kin: [], protected: false };
  if (actor.kind !== 'staff' || !can(actor, 'extract.make', nobody))
    throw new NotFound('no extract for others is theirs to make', {
      sv: 'Du kan inte göra registerutdrag åt någon annan. Det gör den som har rollen handläggare av registerutdrag.',
      en: 'You cannot make a register extract for somebody else. Those with the role of officer for register extracts do.',
    });
  return actor;
}

/**
 * Makes the extract of the person with this number ready to be fetched: what was asked is written down, and the look.
 * @returns its id; undefined alike for a number that nobody here has, somebody near the officer, and somebody protected
 *   whom the officer's role does not reach
 * @throws NotFound without the role
 */
export async function makeExtract(db: Db, of: Making, number: string, asked: Asked): Promise<string | undefined> {
  const by = extractMaker(of.actor);
  return transaction(db, async (tx) => {
    const at = Temporal.Instant.from(of.now);
    const party = await freshKnownParty(tx, of.town, number, at);
    if (party === null) return undefined;
    // Whose child it is says who is near.
    await refreshGuardians(tx, of.town, party, at);
    if (!(await mayMake(tx, by, party))) return undefined;
    const id = uuidv7();
    const { purpose, askedBy, asker, authority, identity, secrecy } = asked;
    await sql`insert into insight.extract_made (id, party_id, purpose, asked_by, asker, authority, identity, secrecy,
        by_party, unit, at)
      values (${id}, ${party}, ${purpose}, ${askedBy}, ${asker}, ${authority}, ${identity}, ${secrecy},
        ${by.party}, ${by.unit}, ${of.now}::timestamptz)`.execute(tx);
    await look(tx, of, party);
    return id;
  });
}

/** Whose an extract is that the officer has made today; undefined for any other. Only asked: no look. */
export async function madeToday(
  db: Db,
  { actor, now }: Pick<Making, 'actor' | 'now'>,
  id: string,
): Promise<PartyId | undefined> {
  const by = extractMaker(actor);
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<{ party: PartyId; day: string }>`select party_id as party,
      (at at time zone 'Europe/Stockholm')::date::text as day
    from insight.extract_made where id = ${id} and by_party = ${by.party}`.execute(db);
  const [made] = rows;
  return made?.day === legalDay(Temporal.Instant.from(now)).toString() ? made.party : undefined;
}

/**
 * Whose extract it is, for the officer who made it, until the day is over: afterwards somebody has to ask again. Each time
 * it is fetched is a look.
 * @throws NotFound for anybody else's, an older one, and a person whom the officer may no longer see
 */
export async function openMade(db: Db, of: Making, id: string): Promise<PartyId> {
  const by = extractMaker(of.actor);
  return transaction(db, async (tx) => {
    const party = await madeToday(tx, of, id);
    if (party === undefined || !(await mayMake(tx, by, party))) throw new NotFound(`no extract ${id} of theirs today`);
    await look(tx, of, party);
    return party;
  });
}

async function mayMake(tx: Db, by: ExtractMaker, party: PartyId): Promise<boolean> {
  const { rows } = await sql<{ protected: boolean }>`select protected from identity.party where id = ${party}`.execute(
    tx,
  );
  const kin = await kinOf(tx, by.party);
  return can(by, 'extract.make', { parties: [party], kin, protected: rows[0]?.protected ?? true });
}

async function look(tx: Db, { actor, now: at, requestId }: Making, subject: PartyId): Promise<void> {
  await logLook(tx, [{ kind: 'OPENED', actor, subject, at, purpose: 'extract', requestId }]);
}
