import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Town } from '#platform/town/types.ts';
import { claimsFromRegister, type PersonClaims } from './facts.ts';
import { readNumber } from './number.ts';
import { partyForNumber } from './party.ts';
import { type Origin, resolveParty } from './resolve.ts';

/**
 * The party of somebody a register names: a household member, a child, a guardian. Made when there is none, without the
 * person having signed in. The id is the `ref` of the register facts.
 * @throws TorgetError when the number is no identity number
 */
export async function ensureParty(tx: Db, town: Town, number: string, at: Temporal.Instant): Promise<PartyId> {
  const claims = mustClaim(number, town);
  const known = await partyForNumber(tx, claims.number);
  return known ?? (await resolveParty(tx, claims, town.registers, fromRegister(at))).party;
}

/**
 * The same, with a party that is known brought up to what the register says now: for whoever is about to be told
 * something of the person, as her identity may be protected since she was last seen.
 * @throws TorgetError when the number is no identity number
 */
export async function freshParty(tx: Db, town: Town, number: string, at: Temporal.Instant): Promise<PartyId> {
  return (await resolveParty(tx, mustClaim(number, town), town.registers, fromRegister(at))).party;
}

/**
 * The same of somebody we already know, by a number that somebody wrote: nobody is made by asking.
 * @returns null for what is no identity number, and for numbers that nobody we know has
 */
export async function freshKnownParty(
  tx: Db,
  town: Town,
  number: string,
  at: Temporal.Instant,
): Promise<PartyId | null> {
  const claims = claimsFromRegister(number, town.registers);
  if (claims === null) return null;
  const before = readNumber(claims.previousCoordinationNumber ?? '');
  const known = await partyForNumber(tx, claims.number);
  if (known === null && (before === null || (await partyForNumber(tx, before)) === null)) return null;
  return (await resolveParty(tx, claims, town.registers, fromRegister(at))).party;
}

function mustClaim(number: string, town: Town): PersonClaims {
  const claims = claimsFromRegister(number, town.registers);
  if (claims !== null) return claims;
  throw new TorgetError(
    'no-identity-number',
    500,
    {
      sv: 'Ett register gav ett nummer som inte är ett personnummer.',
      en: 'A register gave a number that is no personal number.',
    },
    'ensureParty got something that is no identity number',
  );
}

function fromRegister(at: Temporal.Instant): Origin {
  return { at, source: 'register' };
}
