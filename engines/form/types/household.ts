import type { Json } from '@torget/feel';
import { factAt, isRecord } from '../facts.ts';
import { dateOf, numberOf } from '../feel.ts';
import type { Around, Fields, Printed, Problem, Question, Read, Schema, Text, TypeRow } from '../types.ts';
import { dateIn } from './date.ts';
import { dayOf } from './legal-day.ts';
import { ageOn, personProblems, refsIn } from './person-parts.ts';
import { typed } from './text.ts';

type Side = 'vuxna' | 'barn';
const SIDES: readonly Side[] = ['vuxna', 'barn'];
/** Rows of each side. More people than this live in no household that one form describes. */
export const MOST_PEOPLE = 20;

const LUNCH: Text = { sv: 'Äter lunch hemma', en: 'Has lunch at home' };

/** How many rows of a side the fields hold: what the page rendered, at most `MOST_PEOPLE`. */
export function rowsIn(fields: Fields, name: string, side: Side): number {
  const count = Number(typed(fields, `${name}-${side}`));
  return Number.isInteger(count) && count > 0 ? Math.min(count, MOST_PEOPLE) : 0;
}

/** One row as JSON; null when everything in it is empty. */
function rowOf(fields: Fields, name: string, side: Side, row: number, refs: ReadonlySet<string>): Json {
  const at = `${name}-${side}-${row}`;
  const [person, birth, ref] = [
    typed(fields, `${at}-namn`),
    typed(fields, `${at}-fodelsedatum`),
    typed(fields, `${at}-ref`),
  ];
  if (person === '' && birth === '') return null;
  return {
    ref: refs.has(ref) ? ref : null,
    namn: person,
    fodelsedatum: dateIn(birth) ?? birth,
    ...(side === 'barn' ? { lunch_hemma: typed(fields, `${at}-lunch_hemma`) === 'yes' } : {}),
  };
}

/** Rows without anything in them are left out: that is how one takes a person away without JavaScript. */
function read(question: Question, name: string, fields: Fields, around: Around): Read {
  const refs = refsIn(factAt(around.facts, question.prefill ?? 'register.household'));
  const value: { [side in Side]: Json[] } = { vuxna: [], barn: [] };
  const problems: Problem[] = [];
  const day = dayOf(around.at);
  for (const side of SIDES) {
    for (let row = 1; row <= rowsIn(fields, name, side); row++) {
      const person = rowOf(fields, name, side, row, refs);
      if (person === null) continue;
      for (const { rule, key } of personProblems(person, day)) {
        problems.push({ rule, pointer: `/${side}/${value[side].length}/${key}`, part: `-${side}-${row}-${key}` });
      }
      value[side].push(person);
    }
  }
  if (problems.length > 0) return { kind: 'wrong', problems };
  if (value.vuxna.length + value.barn.length === 0) return { kind: 'empty' };
  return { kind: 'value', value };
}

function people(value: Json, side: Side): readonly { readonly [key: string]: Json }[] {
  const list = isRecord(value) ? value[side] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function write(_question: Question, name: string, value: Json): Fields {
  const fields: { [name: string]: string[] } = {};
  for (const side of SIDES) {
    const list = people(value, side);
    fields[`${name}-${side}`] = [`${list.length}`];
    list.forEach((person, index) => {
      const at = `${name}-${side}-${index + 1}`;
      fields[`${at}-namn`] = [`${person['namn'] ?? ''}`];
      fields[`${at}-fodelsedatum`] = [`${person['fodelsedatum'] ?? ''}`];
      if (typeof person['ref'] === 'string') fields[`${at}-ref`] = [person['ref']];
      if (person['lunch_hemma'] === true) fields[`${at}-lunch_hemma`] = ['yes'];
    });
  }
  return fields;
}

function check(_question: Question, value: Json, around: Around): readonly Problem[] {
  if (!isRecord(value)) return [{ rule: 'shape' }];
  const known = new Set(['vuxna', 'barn', 'antal']);
  if (Object.keys(value).some((key) => !known.has(key))) return [{ rule: 'shape' }];
  const problems: Problem[] = [];
  for (const side of SIDES) {
    const list = value[side];
    if (!Array.isArray(list)) return [{ rule: 'shape', pointer: `/${side}` }];
    if (list.length > MOST_PEOPLE) return [{ rule: 'too-many', values: { max: `${MOST_PEOPLE}` } }];
    list.forEach((person, index) => {
      for (const { rule, key } of personProblems(person, dayOf(around.at))) {
        problems.push({ rule, pointer: `/${side}/${index}/${key}`, part: `-${side}-${index + 1}-${key}` });
      }
    });
  }
  return problems;
}

/** Ages are those of the day of the journey, never typed; `antal` counts everybody. */
function settle(value: Json, around: Around): Json {
  const day = dayOf(around.at);
  const person = (each: { readonly [key: string]: Json }) => ({
    ref: typeof each['ref'] === 'string' ? each['ref'] : null,
    namn: `${each['namn']}`,
    fodelsedatum: `${each['fodelsedatum']}`,
  });
  const vuxna = people(value, 'vuxna').map(person);
  const barn = people(value, 'barn').map((each) => ({
    ...person(each),
    alder: ageOn(`${each['fodelsedatum']}`, day),
    lunch_hemma: each['lunch_hemma'] === true,
  }));
  return { vuxna, barn, antal: vuxna.length + barn.length };
}

function fromFact(value: Json): Json | undefined {
  if (!isRecord(value) || !Array.isArray(value['vuxna']) || !Array.isArray(value['barn'])) return undefined;
  const keep = (person: { readonly [key: string]: Json }) => ({
    ref: typeof person['ref'] === 'string' ? person['ref'] : null,
    namn: person['namn'] ?? '',
    fodelsedatum: person['fodelsedatum'] ?? '',
  });
  return {
    vuxna: people(value, 'vuxna').map(keep),
    barn: people(value, 'barn').map((child) => ({ ...keep(child), lunch_hemma: child['lunch_hemma'] === true })),
  };
}

const PERSON = {
  ref: { type: ['string', 'null'], maxLength: 100 },
  namn: { type: 'string', minLength: 1, maxLength: 120 },
  fodelsedatum: { type: 'string', format: 'date' },
};

function listSchema(properties: Schema): Schema {
  return {
    type: 'array',
    maxItems: MOST_PEOPLE,
    items: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  };
}

function printed(person: { readonly [key: string]: Json }): Printed {
  const notes = person['lunch_hemma'] === true ? [LUNCH] : [];
  return { kind: 'person', name: `${person['namn']}`, birthDate: `${person['fodelsedatum']}`, notes };
}

const PERSON_TYPE = { ref: { kind: 'string' }, namn: { kind: 'string' }, fodelsedatum: { kind: 'date' } } as const;

/** Who lives together, in the shape of `register.household` without its source. */
export const household: TypeRow = {
  data: true,
  label: { sv: 'Vilka bor i hushållet?', en: 'Who lives in the household?' },
  verb: 'answer',
  first: '-vuxna-1-namn',
  read,
  write,
  check,
  settle,
  fromFact,
  schema: () => ({
    type: 'object',
    properties: {
      vuxna: listSchema(PERSON),
      barn: listSchema({ ...PERSON, alder: { type: 'integer', minimum: 0 }, lunch_hemma: { type: 'boolean' } }),
      antal: { type: 'integer', minimum: 0 },
    },
    required: ['vuxna', 'barn', 'antal'],
    additionalProperties: false,
  }),
  feel: () => ({
    kind: 'context',
    entries: {
      vuxna: { kind: 'list', of: { kind: 'context', entries: PERSON_TYPE } },
      barn: {
        kind: 'list',
        of: {
          kind: 'context',
          entries: { ...PERSON_TYPE, alder: { kind: 'number' }, lunch_hemma: { kind: 'boolean' } },
        },
      },
      antal: { kind: 'number' },
    },
  }),
  toFeel: (_question, value) => {
    const person = (each: { readonly [key: string]: Json }) => ({
      ref: typeof each['ref'] === 'string' ? each['ref'] : null,
      namn: `${each['namn']}`,
      fodelsedatum: dateOf(`${each['fodelsedatum']}`),
    });
    return {
      vuxna: people(value, 'vuxna').map(person),
      barn: people(value, 'barn').map((each) => ({
        ...person(each),
        alder: numberOf(`${each['alder']}`),
        lunch_hemma: each['lunch_hemma'] === true,
      })),
      antal: numberOf(`${isRecord(value) ? value['antal'] : 0}`),
    };
  },
  print: (_question, value) => ({ kind: 'list', items: SIDES.flatMap((side) => people(value, side).map(printed)) }),
};
