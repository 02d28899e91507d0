import type { FeelType, Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import { dateOf } from '../feel.ts';
import type { Around, Fields, PersonPart, Printed, Problem, Question, Read, Schema, TypeRow } from '../types.ts';
import { dateIn, isDate } from './date.ts';
import { dayOf } from './legal-day.ts';
import { personProblems } from './person-parts.ts';
import { birthDateIn, kindOf, twelveDigits, written } from './personal-number.ts';
import { email, phone, typed } from './text.ts';

/** Everything that can be asked about a person beside the name, with its key in the answer. */
export const PARTS: { readonly [part in PersonPart]: string } = {
  'birth-date': 'fodelsedatum',
  'personal-number': 'personnummer',
  email: 'epost',
  phone: 'telefon',
};

/** The parts that a question asks for; a name alone says not who somebody is. */
export function partsOf(question: Question): readonly PersonPart[] {
  return question.ask ?? ['birth-date'];
}

const KEYS = ['namn', ...Object.values(PARTS)];

function problems(question: Question, value: Json, around: Around): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const asked = partsOf(question);
  const day = dayOf(around.at);
  const dated = asked.includes('birth-date') ? value : { ...value, fodelsedatum: '1900-01-01' };
  const found = personProblems(dated, day).map(({ rule, key }) => at(rule, key));
  const number = value['personnummer'];
  if (asked.includes('personal-number') && kindOf(number) === null) found.push(at('personal-number', 'personnummer'));
  for (const [part, row, rule] of [
    ['email', email, 'email'],
    ['phone', phone, 'phone'],
  ] as const) {
    if (!asked.includes(part)) continue;
    const given = value[PARTS[part]] ?? '';
    if (row.check({ ...question, type: part }, given, around).length > 0) found.push(at(rule, PARTS[part]));
  }
  return found;
}

function at(rule: string, key: string): Problem {
  return key === '' ? { rule } : { rule, pointer: `/${key}`, part: `-${key}` };
}

function read(question: Question, name: string, fields: Fields, around: Around): Read {
  const said = (key: string) => typed(fields, `${name}-${key}`);
  const value: { [key: string]: Json } = { namn: said('namn') };
  for (const part of partsOf(question)) {
    const [key, text] = [PARTS[part], said(PARTS[part])];
    if (part === 'birth-date') value[key] = dateIn(text) ?? text;
    else if (part === 'personal-number') value[key] = twelveDigits(text, dayOf(around.at)) ?? text;
    else value[key] = text;
  }
  if (Object.values(value).every((each) => each === '')) return { kind: 'empty' };
  const found = problems(question, value, around);
  return found.length > 0 ? { kind: 'wrong', problems: found } : { kind: 'value', value };
}

/** Name, birth date, number and contact, null where it is not asked; a number tells the birth date too. */
function settle(value: Json): Json {
  if (!isRecord(value)) return value;
  const text = (key: string): string | null => (typeof value[key] === 'string' ? value[key] : null);
  const number = text('personnummer');
  return {
    namn: text('namn') ?? '',
    fodelsedatum: text('fodelsedatum') ?? (number === null ? null : birthDateIn(number)),
    personnummer: number,
    epost: text('epost'),
    telefon: text('telefon'),
  };
}

function schema(): Schema {
  const text = (maxLength: number): Json => ({ type: ['string', 'null'], maxLength });
  return {
    type: 'object',
    properties: {
      namn: { type: 'string', minLength: 1, maxLength: 120 },
      fodelsedatum: { type: ['string', 'null'], format: 'date' },
      personnummer: { type: ['string', 'null'], pattern: '^[0-9]{12}$' },
      epost: text(254),
      telefon: text(30),
    },
    required: KEYS,
    additionalProperties: false,
  };
}

function print(value: Json): Printed {
  if (!isRecord(value)) return { kind: 'none' };
  const { namn, fodelsedatum, personnummer, epost, telefon } = value;
  const text = (said: Json | undefined): Printed[] =>
    typeof said === 'string' && said !== '' ? [{ kind: 'text', text: said }] : [];
  const number = typeof personnummer === 'string' ? written(personnummer) : undefined;
  const born: Printed[] =
    typeof fodelsedatum === 'string' && number === undefined ? [{ kind: 'date', value: fodelsedatum }] : [];
  return { kind: 'list', items: [...text(namn), ...text(number), ...born, ...text(epost), ...text(telefon)] };
}

const STRING: FeelType = { kind: 'string' };

/** A person whom the application is about or who takes part in it, with as much as the question asks for. */
export const person: TypeRow = {
  data: true,
  label: { sv: 'Vem gäller det?', en: 'Who is it about?' },
  verb: 'answer',
  first: '-namn',
  read,
  write: (question, name, value): Fields => {
    if (!isRecord(value)) return {};
    const keys = ['namn', ...partsOf(question).map((part) => PARTS[part])];
    return Object.fromEntries(
      keys.map((key) => {
        const said = `${value[key] ?? ''}`;
        return [`${name}-${key}`, [key === 'personnummer' && said.length === 12 ? written(said) : said]];
      }),
    );
  },
  check: problems,
  settle,
  fromFact: (value) => {
    if (!isRecord(value) || typeof value['namn'] !== 'string') return undefined;
    const { namn, fodelsedatum, nummer, epost, telefon } = value;
    return {
      namn,
      ...(isDate(fodelsedatum) ? { fodelsedatum } : {}),
      ...(kindOf(nummer) === null ? {} : { personnummer: nummer ?? null }),
      ...(typeof epost === 'string' ? { epost } : {}),
      ...(typeof telefon === 'string' ? { telefon } : {}),
    };
  },
  schema,
  feel: () => ({
    kind: 'context',
    entries: { namn: STRING, fodelsedatum: { kind: 'date' }, personnummer: STRING, epost: STRING, telefon: STRING },
  }),
  toFeel: (_question, value) => {
    if (!isRecord(value)) return null;
    const text = (key: string) => (typeof value[key] === 'string' ? value[key] : null);
    const born = text('fodelsedatum');
    return {
      namn: text('namn'),
      fodelsedatum: born === null ? null : dateOf(born),
      personnummer: text('personnummer'),
      epost: text('epost'),
      telefon: text('telefon'),
    };
  },
  print: (_question, value) => print(value),
};
