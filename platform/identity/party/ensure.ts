import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Town } from '#platform/town/types.ts';
import { claimsFromRegister } from './facts.ts';
import { partyForNumber } from './party.ts';
import { type Origin, resolveParty } from './resolve.ts';

/**
 * The party of somebody a register names: a household member, a child, a guardian. Made when there is none, without the
 * person having signed in. The id is the `ref` of the register facts.
 * @throws TorgetError when the number is no identity number
 */
export async function ensureParty(tx: Db, town: Town, number: string, at: Temporal.Instant): Promise<PartyId> {
  const claims = claimsFromRegister(number, town.registers);
  if (claims === null) {
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
  const known = await partyForNumber(tx, claims.number);
  return known ?? (await resolveParty(tx, claims, town.registers, fromRegister(at))).party;
}

function fromRegister(at: Temporal.Instant): Origin {
  return { at, source: 'register' };
}
