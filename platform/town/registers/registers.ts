import { createHash } from 'node:crypto';
import { legalDay } from '#platform/calendar/index.ts';
import { FACTS, type FactName, type FactOptions, type Person, type Registers, type StaffPerson } from '../types.ts';
import { childrenOf, FACT_OF } from './facts.ts';
import { indexed, type Sources } from './sources.ts';

/** The registers' stand-ins of one town behind the shape that production ports have too. */
export function registersOf(town: string, read: Sources, staff: readonly StaffPerson[]): Registers {
  const sources = indexed(read);
  const { people } = sources.population;
  const byNumber = new Map(people.map((person) => [person.number, person]));
  const ref = (number: string) => refOf(town, number);
  const byRef = new Map(people.map((person) => [ref(person.number), person]));
  return {
    people,
    staff,
    person: (number) => byNumber.get(number),
    ref,
    byRef: (text) => byRef.get(text),
    childrenOf: (number, at) => childrenOf(sources, number, dayOf(at)),
    fact: (name, number, at, options = {}) => {
      const person = byNumber.get(number);
      if (person === undefined || !isFact(name)) return null;
      return FACT_OF[name](sources, askOf(person, dayOf(at), ref, options));
    },
  };
}

function askOf(person: Person, day: string, ref: (number: string) => string, options: FactOptions) {
  return {
    person,
    day,
    month: options.month ?? day.slice(0, 7),
    protect: options.protect ?? false,
    ref: options.ref ?? ref,
  };
}

function isFact(name: string): name is FactName {
  return (FACTS as readonly string[]).includes(name);
}

/** The day of a date or an instant in legal time. */
function dayOf(at: string): string {
  return at.includes('T') ? legalDay(at).toString() : at;
}

/** A UUID (version 8, RFC 9562) made from the town and the number: opaque, and the same every time. */
function refOf(town: string, number: string): string {
  const hex = createHash('sha256').update(`${town}\n${number}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
