import { createHash } from 'node:crypto';
import { type At, Faults, START } from '../faults.ts';
import type { Person } from '../types.ts';
import { type Fields, rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';
import { birthDateOf, isCoordinationNumber, isPersonalNumber, isPrid } from './number.ts';

type Address = NonNullable<Person['address']>;
interface Placed {
  readonly person: Person;
  readonly at: At;
}

export interface Population {
  readonly source: string;
  readonly people: readonly Person[];
}

/** Reads `registers/population.yaml`: the population register's stand-in of an example town. */
export function readPopulation(text: string): { readonly value?: Population; readonly faults: Faults } {
  const faults = new Faults('registers/population.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const source = root.bilingual('source').sv;
  const addresses = new Map<string, Address>();
  for (const { id, fields } of root.entries('addresses')) {
    addresses.set(id, {
      street: fields.text('street'),
      postcode: fields.text('postcode'),
      place: fields.text('place'),
    });
    fields.end();
  }
  const placed = root.maps('people').map((fields) => ({ person: readPerson(fields, addresses), at: fields.at }));
  root.end();
  checkPeople(placed, faults);
  return faults.failed ? { faults } : { value: { source, people: placed.map((entry) => entry.person) }, faults };
}

/**
 * One person. The address of a protected one is read past and never held in memory: what no part of the program has, none
 * can leak (settled.md: protected identity from the first day). Nor are their e-mail and phone.
 */
function readPerson(fields: Fields, addresses: ReadonlyMap<string, Address>): Person {
  const number = fields.text('number');
  const kind = fields.maybeOneOf('kind', ['pnr', 'samnr', 'prid']) ?? 'pnr';
  const level = fields.maybeOneOf('level', ['confirmed', 'probable', 'uncertain']);
  const household = fields.maybeText('household');
  const protect = fields.flag('protected', false);
  const birthDate = fields.maybeDate('born') ?? birthDateOf(number);
  const partner = fields.maybeText('partner');
  const email = fields.maybeText('email');
  const phone = fields.maybeText('phone');
  const about = fields.maybeBilingual('about');
  const address = household === undefined ? undefined : addresses.get(household);
  const person: Person = {
    number,
    kind,
    givenName: fields.text('given'),
    familyName: fields.text('family'),
    protected: protect,
    guardians: fields.texts('guardians'),
    upperSecondary: fields.flag('upper-secondary', false),
    ...(level === undefined ? {} : { level }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(household === undefined ? {} : { household: opaque(household) }),
    ...(address === undefined || protect ? {} : { address }),
    ...(partner === undefined ? {} : { partner }),
    ...(email === undefined || protect ? {} : { email }),
    ...(phone === undefined || protect ? {} : { phone }),
    ...(about === undefined ? {} : { about }),
  };
  fields.end();
  if (household !== undefined && address === undefined) {
    fields.faults.error(
      fields.where('household'),
      'unknown-address',
      { sv: `Adressen "${household}" finns inte.`, en: `There is no address "${household}".` },
      { sv: 'Lägg till den under addresses.', en: 'Add it under addresses.' },
    );
  }
  checkNumber(fields, person);
  return person;
}

/** An id in the file may say where somebody lives; the one in memory says only who lives together. */
function opaque(household: string): string {
  return createHash('sha256').update(household).digest('hex').slice(0, 16);
}

const NUMBER = {
  pnr: isPersonalNumber,
  samnr: isCoordinationNumber,
  prid: isPrid,
} satisfies { readonly [kind in Person['kind']]: (number: string) => boolean };

function checkNumber(fields: Fields, person: Person): void {
  if (person.number !== '' && !NUMBER[person.kind](person.number)) {
    fields.faults.error(
      fields.where('number'),
      'person-number',
      { sv: `${person.number} är inget giltigt nummer.`, en: `${person.number} is no valid number.` },
      { sv: 'Tolv siffror, och bara publicerade testnummer.', en: 'Twelve digits, and only published test numbers.' },
    );
  }
  if (person.kind === 'samnr' && person.level === undefined) {
    fields.faults.error(
      fields.at,
      'missing-key',
      { sv: '"level" saknas på ett samordningsnummer.', en: '"level" is missing on a coordination number.' },
      { sv: 'Skriv confirmed, probable eller uncertain.', en: 'Write confirmed, probable or uncertain.' },
    );
  }
}

function checkPeople(placed: readonly Placed[], faults: Faults): void {
  const byNumber = new Map<string, Person>();
  for (const { person, at } of placed) {
    if (byNumber.has(person.number))
      refuse(faults, at, `${person.number} står två gånger`, `${person.number} stands twice`);
    byNumber.set(person.number, person);
  }
  for (const { person, at } of placed) {
    for (const guardian of person.guardians) {
      if (!byNumber.has(guardian))
        refuse(faults, at, `Vårdnadshavaren ${guardian} finns inte`, `There is no guardian ${guardian}`);
    }
    if (person.partner !== undefined && byNumber.get(person.partner)?.partner !== person.number) {
      refuse(faults, at, 'Partnern pekar inte tillbaka', 'The partner does not point back');
    }
  }
}

function refuse(faults: Faults, at: At, sv: string, en: string): void {
  const place = at ?? START;
  faults.error(
    place,
    'population',
    { sv: `${sv}.`, en: `${en}.` },
    { sv: 'Rätta numret, eller lägg till personen.', en: 'Correct the number, or add the person.' },
  );
}
