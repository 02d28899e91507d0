import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type { Around, Printed, Problem, Question, Read, TypeRow } from '../types.ts';
import { type RegisterRow, registerRows, sourceOf } from './register-rows.ts';
import { typed } from './text.ts';

const KEYS = ['beteckning', 'kommun', 'kalla'];

/**
 * Municipality, tract or block name, and block:unit (`Ekhamn Kvarnen 1:23`), a unit alone in a town's block (`Vargen 3`), or a
 * joint property (`Ekhamn s:2`): fastighetsdatakungörelsen (1974:1059) and Lantmäteriets handbok Registerbeteckning.
 */
const FORM = /^\p{Lu}[\p{L}\p{M}\d .'-]{0,78} (?:(?:\d{1,5}|s|ga|fs):)?\d{1,5}(?:>\d{1,3})?$/u;

/** As the register writes it: one space, names with a capital, the unit without spaces around the colon. */
function tidied(text: string): string {
  return text
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/\s*:\s*/g, ':')
    .replace(/\p{L}+/gu, (word) => (word === word.toUpperCase() && word.length > 2 ? word.toLowerCase() : word))
    .replace(/(^|\s)(\p{Ll})(?!\p{Ll}?:)/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
}

/** What the property register said about a designation, when it was looked up for this draft. */
export function propertyIn(around: Around, designation: Json | undefined): RegisterRow | undefined {
  if (typeof designation !== 'string') return undefined;
  const wanted = designation.toLocaleLowerCase('sv');
  return registerRows(around, 'properties').find((row) => `${row['beteckning']}`.toLocaleLowerCase('sv') === wanted);
}

function check(_question: Question, value: Json): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const { beteckning } = value;
  const good = typeof beteckning === 'string' && beteckning.length <= 100 && FORM.test(beteckning);
  return good ? [] : [{ rule: 'property', pointer: '/beteckning' }];
}

function print(value: Json): Printed {
  return isRecord(value) ? { kind: 'text', text: `${value['beteckning']}` } : { kind: 'none' };
}

/** A property by its designation. One that the register does not have is taken as written: then `kalla` is null. */
export const property: TypeRow = {
  data: true,
  label: { sv: 'Fastighetsbeteckning', en: 'Property designation' },
  verb: 'enter',
  read: (question, name, fields): Read => {
    const text = typed(fields, name);
    if (text === '') return { kind: 'empty' };
    const value = { beteckning: text.length > 100 ? text : tidied(text) };
    const problems = check(question, value);
    return problems.length > 0 ? { kind: 'wrong', problems: [{ rule: 'property' }] } : { kind: 'value', value };
  },
  write: (_question, name, value) => ({ [name]: [isRecord(value) ? `${value['beteckning'] ?? ''}` : ''] }),
  check,
  settle: (value, around) => {
    if (!isRecord(value)) return value;
    const row = propertyIn(around, value['beteckning']);
    return {
      beteckning: row?.['beteckning'] ?? value['beteckning'] ?? '',
      kommun: typeof row?.['kommun'] === 'string' ? row['kommun'] : null,
      kalla: sourceOf(row),
    };
  },
  fromFact: (value) => {
    const text = isRecord(value) ? value['beteckning'] : value;
    return typeof text === 'string' && FORM.test(text) ? { beteckning: text } : undefined;
  },
  fromText: (text) => ({ beteckning: text }),
  schema: () => ({
    type: 'object',
    properties: {
      beteckning: { type: 'string', minLength: 3, maxLength: 100 },
      kommun: { type: ['string', 'null'], maxLength: 60 },
      kalla: { type: ['string', 'null'], maxLength: 200 },
    },
    required: KEYS,
    additionalProperties: false,
  }),
  feel: () => ({ kind: 'context', entries: Object.fromEntries(KEYS.map((key) => [key, { kind: 'string' }])) }),
  toFeel: (_question, value) =>
    isRecord(value)
      ? Object.fromEntries(KEYS.map((key) => [key, typeof value[key] === 'string' ? value[key] : null]))
      : null,
  print: (_question, value) => print(value),
};
