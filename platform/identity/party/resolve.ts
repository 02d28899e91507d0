import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Registers } from '#platform/town/types.ts';
import { recordEvent } from './event.ts';
import { factsOf, type PersonClaims, type PersonFacts } from './facts.ts';
import { type IdentityNumber, readNumber } from './number.ts';
import { partyForNumber } from './party.ts';

/** When and from where a number comes: `sign-in:<provider>`, `register`, or `staff` who wrote it. */
export interface Origin {
  /** Legal time. */
  readonly at: Temporal.Instant;
  readonly source: string;
}

export interface Resolved {
  readonly party: PartyId;
  /** `conflict`: two parties were found, nothing was merged, and the event waits for an officer. */
  readonly how: 'known' | 'created' | 'linked' | 'conflict';
}

/**
 * Finds the party of a person who has proved a number: exact live number → that party; else the previous coordination
 * number → its party, which gets the new number, and the old one ends, with a recorded event; else a new party. Two
 * parties are never merged by the machine (identity.md §8). Two sign-ins of the same person at once give one party.
 */
export async function resolveParty(
  tx: Db,
  claims: PersonClaims,
  registers: Registers | undefined,
  origin: Origin,
): Promise<Resolved> {
  const before = previousOf(claims);
  await lockNumbers(tx, [claims.number, ...(before ? [before] : [])]);
  const facts = factsOf(claims, registers);
  const known = await partyForNumber(tx, claims.number);
  const earlier = before && (await partyForNumber(tx, before));
  if (known !== null) {
    await refresh(tx, known, claims.number, facts, origin);
    if (earlier === null || earlier === known) return { party: known, how: 'known' };
    await recordEvent(tx, { party: known, kind: 'conflict', other: earlier, ...origin });
    return { party: known, how: 'conflict' };
  }
  if (earlier !== null && before !== null) {
    await endNumber(tx, before, origin);
    const number = await addNumber(tx, earlier, claims.number, origin);
    await refresh(tx, earlier, claims.number, facts, origin);
    await recordEvent(tx, { party: earlier, kind: 'linked', number, ...origin });
    return { party: earlier, how: 'linked' };
  }
  const party = await createParty(tx, facts, origin);
  const number = await addNumber(tx, party, claims.number, origin);
  await recordEvent(tx, { party, kind: 'created', number, ...origin });
  return { party, how: 'created' };
}

function previousOf(claims: PersonClaims): IdentityNumber | null {
  const read = claims.previousCoordinationNumber ? readNumber(claims.previousCoordinationNumber) : null;
  return read?.type === 'samnr' && read.value !== claims.number.value ? read : null;
}

/** Sign-ins of the same person wait for each other; the lock's key is a hash, and it ends with the transaction. */
export async function lockNumbers(tx: Db, numbers: readonly IdentityNumber[]): Promise<void> {
  for (const value of numbers.map((number) => number.value).sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${value}, 20260203))`.execute(tx);
  }
}

async function createParty(tx: Db, facts: PersonFacts, origin: Origin): Promise<PartyId> {
  const id = uuidv7() as PartyId;
  await sql`insert into identity.party (id, kind, name, given_name, family_name, birth_date, protected, email, phone,
      created_at)
    values (${id}, 'person', ${facts.name}, ${facts.givenName}, ${facts.familyName}, ${facts.birthDate},
      ${facts.protected}, ${facts.email}, ${facts.phone}, ${origin.at})`.execute(tx);
  return id;
}

export async function addNumber(tx: Db, party: PartyId, number: IdentityNumber, origin: Origin): Promise<string> {
  const id = uuidv7();
  await sql`insert into identity.party_number (id, party, type, value, level, source, valid_from)
    values (${id}, ${party}, ${number.type}, ${number.value}, ${number.level ?? null}, ${origin.source},
      ${legalDay(origin.at)})`.execute(tx);
  return id;
}

async function endNumber(tx: Db, number: IdentityNumber, origin: Origin): Promise<void> {
  await sql`update identity.party_number set valid_to = ${legalDay(origin.at)}
    where type = ${number.type} and value = ${number.value} and valid_to is null`.execute(tx);
}

/** Brings the row up to what the register says now; writes only what has changed. */
async function refresh(
  tx: Db,
  party: PartyId,
  number: IdentityNumber,
  facts: PersonFacts,
  origin: Origin,
): Promise<void> {
  const { rows } = await sql<{ was: boolean; now: boolean }>`
    with old as (select * from identity.party where id = ${party} for update),
      fresh as (select coalesce(nullif(${facts.name}, ''), old.name) as name,
          coalesce(${facts.givenName}, old.given_name) as given_name,
          coalesce(${facts.familyName}, old.family_name) as family_name,
          coalesce(${facts.birthDate}::date, old.birth_date) as birth_date,
          case when ${facts.registered} then ${facts.protected} else old.protected end as protected,
          case when ${facts.registered} then ${facts.email} else old.email end as email,
          case when ${facts.registered} then ${facts.phone} else old.phone end as phone
        from old)
    update identity.party p set name = f.name, given_name = f.given_name, family_name = f.family_name,
      birth_date = f.birth_date, protected = f.protected, email = f.email, phone = f.phone
    from fresh f, old
    where p.id = ${party} and (old.name, old.given_name, old.family_name, old.birth_date, old.protected, old.email, old.phone)
      is distinct from (f.name, f.given_name, f.family_name, f.birth_date, f.protected, f.email, f.phone)
    returning old.protected as was, f.protected as now`.execute(tx);
  const row = rows[0];
  if (row !== undefined && row.was !== row.now) {
    await recordEvent(tx, { party, kind: row.now ? 'protected' : 'unprotected', ...origin });
  }
  await refreshLevel(tx, party, number, origin);
}

/** The level of a coordination number may go up or down over time (profile, claim coordinationNumberLevel). */
async function refreshLevel(tx: Db, party: PartyId, number: IdentityNumber, origin: Origin): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update identity.party_number set level = ${number.level ?? null}
    where party = ${party} and type = ${number.type} and value = ${number.value} and valid_to is null
      and level is distinct from ${number.level ?? null} returning id`.execute(tx);
  const row = rows[0];
  if (row) await recordEvent(tx, { party, kind: 'level', number: row.id, ...origin });
}
