import { createHmac } from 'node:crypto';
import type { Person, Registers, StaffPerson } from '#platform/town/types.ts';
import { claim } from '../claims.ts';
import { readNumber } from '../party/number.ts';
import type { Audience } from '../sign-in/provider.ts';

/** Somebody who may be chosen at the test e-ID. */
export interface TestAccount {
  /** Opaque: rows of the provider and pages hold this, never a number. */
  readonly id: string;
  readonly audience: Audience;
  readonly name: string;
  readonly about?: { readonly sv: string; readonly en?: string };
  readonly birthDate?: string;
  readonly claims: { readonly [name: string]: string };
}

/** Everybody of the register stand-ins: the population for citizens, `registers/staff.yaml` for staff. */
export function accountsOf(registers: Registers | undefined, audience: Audience, secret: string): TestAccount[] {
  const id = (number: string) => createHmac('sha256', secret).update(`${audience}:${number}`).digest('base64url');
  if (registers === undefined) return [];
  return audience === 'staff'
    ? registers.staff.map((person) => staffAccount(id(person.number), person))
    : registers.people.map((person) => personAccount(id(person.number), person));
}

function personAccount(id: string, person: Person): TestAccount {
  const name = `${person.givenName} ${person.familyName}`;
  return {
    id,
    audience: 'person',
    name,
    ...(person.about ? { about: person.about } : {}),
    ...(person.birthDate ? { birthDate: person.birthDate } : {}),
    claims: {
      name,
      given_name: person.givenName,
      family_name: person.familyName,
      ...(person.birthDate ? { birthdate: person.birthDate } : {}),
      ...numberClaims(person.number, person.level),
      ...(person.previousCoordinationNumber
        ? { [claim.previousCoordinationNumber]: person.previousCoordinationNumber }
        : {}),
    },
  };
}

function staffAccount(id: string, person: StaffPerson): TestAccount {
  return {
    id,
    audience: 'staff',
    name: person.name,
    ...(person.about ? { about: person.about } : {}),
    claims: { name: person.name, ...numberClaims(person.number) },
  };
}

function numberClaims(number: string, level?: Person['level']): { [name: string]: string } {
  const read = readNumber(number, level);
  switch (read?.type) {
    case 'pnr':
      return { [claim.personalIdentityNumber]: number };
    case 'samnr':
      return { [claim.coordinationNumber]: number, ...(level ? { [claim.coordinationNumberLevel]: level } : {}) };
    case 'prid':
      return { [claim.prid]: number, [claim.pridPersistence]: 'A' };
    default:
      return {};
  }
}
