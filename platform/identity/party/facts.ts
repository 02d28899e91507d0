import type { Registers } from '#platform/town/types.ts';
import type { IdentityNumber } from './number.ts';
import { readNumber } from './number.ts';

/** What an e-ID said of a person, read from its claims. */
export interface PersonClaims {
  readonly number: IdentityNumber;
  /** The coordination number the person had before the personnummer (claim `previousCoordinationNumber`). */
  readonly previousCoordinationNumber?: string;
  readonly name?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly birthDate?: string;
}

/** What is kept of a person on the party row. */
export interface PersonFacts {
  readonly name: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly birthDate: string | null;
  /** Whether a register was asked and knew; without it protection and contact stay as they were. */
  readonly registered: boolean;
  readonly protected: boolean;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The population register before the e-ID: names change there first, and only it knows of protected identity. */
export function factsOf(claims: PersonClaims, registers: Registers | undefined): PersonFacts {
  const person = registers?.person(claims.number.value);
  if (person === undefined) {
    const given = claims.givenName ?? null;
    const family = claims.familyName ?? null;
    return {
      name: claims.name ?? [given, family].filter(Boolean).join(' '),
      givenName: given,
      familyName: family,
      birthDate: claims.birthDate ?? null,
      registered: false,
      protected: false,
      email: null,
      phone: null,
    };
  }
  return {
    name: `${person.givenName} ${person.familyName}`,
    givenName: person.givenName,
    familyName: person.familyName,
    birthDate: person.birthDate ?? claims.birthDate ?? null,
    registered: true,
    protected: person.protected,
    email: person.email ?? null,
    phone: person.phone ?? null,
  };
}

/** The claims a register stand-in would give for a number, for people who are named by others and never signed in. */
export function claimsFromRegister(number: string, registers: Registers | undefined): PersonClaims | null {
  const person = registers?.person(number);
  const read = readNumber(number, person?.level);
  if (read === null) return null;
  return {
    number: read,
    ...(person?.previousCoordinationNumber ? { previousCoordinationNumber: person.previousCoordinationNumber } : {}),
  };
}
