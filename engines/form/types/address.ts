import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type { Around, Fields, Printed, Problem, Question, Read, TypeRow } from '../types.ts';
import { LINES, lineProblems, lineSchemas, linesIn, linesOf, SOURCE_SCHEMA } from './place-parts.ts';
import { type RegisterRow, registerRows, sourceOf } from './register-rows.ts';
import { typed } from './text.ts';

/** The value of the radio for an address that the register does not have. */
export const ELSEWHERE = 'other';
/** So many suggestions are read; whoever sees more than these writes more of the street. */
const MOST_ADDRESSES = 10;

const KEYS = ['id', ...LINES, 'kalla'];

function folded(text: string): string {
  return text
    .toLocaleLowerCase('sv')
    .replace(/[\s,]+/g, ' ')
    .trim();
}

/** The addresses looked up for this draft that begin with what was written in the search field, or the one chosen. */
export function addressesFor(around: Around, search: string, chosen = ''): readonly RegisterRow[] {
  const begin = folded(search);
  if (begin === '') return registerRows(around, 'addresses').filter((row) => row['id'] === chosen);
  return registerRows(around, 'addresses')
    .filter((row) => folded(`${row['gata']}, ${row['postnummer']} ${row['ort']}`).startsWith(begin))
    .slice(0, MOST_ADDRESSES);
}

function known(around: Around, id: Json | undefined): RegisterRow | undefined {
  return typeof id === 'string' ? registerRows(around, 'addresses').find((row) => row['id'] === id) : undefined;
}

function check(_question: Question, value: Json, around: Around): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const { id } = value;
  if (id === undefined || id === null) return lineProblems(value);
  return known(around, id) === undefined ? [{ rule: 'choice' }] : [];
}

/** A suggestion that was chosen, or the lines as written: the register is a help, never the only way. */
function read(_question: Question, name: string, fields: Fields, around: Around): Read {
  const chosen = typed(fields, name);
  if (chosen !== '' && chosen !== ELSEWHERE) {
    if (known(around, chosen) === undefined) return { kind: 'wrong', problems: [{ rule: 'choice' }] };
    return { kind: 'value', value: { id: chosen } };
  }
  const lines = linesIn(fields, name);
  if (LINES.every((line) => lines[line] === '')) {
    if (typed(fields, `${name}-sok`) === '') return { kind: 'empty' };
    if (chosen === '') return { kind: 'wrong', problems: [{ rule: 'address-choose', part: '-sok' }] };
  }
  const problems = lineProblems(lines);
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'value', value: { ...lines } };
}

function settle(value: Json, around: Around): Json {
  if (!isRecord(value)) return value;
  const row = known(around, value['id']);
  const lines = linesOf(row) ?? { gata: value['gata'], postnummer: value['postnummer'], ort: value['ort'] };
  return { id: row?.['id'] ?? null, ...lines, kalla: sourceOf(row) } as Json;
}

function print(value: Json): Printed {
  const lines = linesOf(value);
  if (lines === undefined) return { kind: 'none' };
  const texts = [lines.gata, `${lines.postnummer} ${lines.ort}`];
  return { kind: 'list', items: texts.map((text) => ({ kind: 'text', text })) };
}

export const address: TypeRow = {
  data: true,
  label: { sv: 'Adress', en: 'Address' },
  verb: 'answer',
  first: '-gata',
  read,
  write: (_question, name, value): Fields => {
    if (!isRecord(value)) return {};
    const manual = Object.fromEntries(LINES.map((line) => [`${name}-${line}`, [`${value[line] ?? ''}`]]));
    return typeof value['id'] === 'string' ? { [name]: [value['id']] } : { [name]: [ELSEWHERE], ...manual };
  },
  check,
  settle,
  fromFact: (value) => {
    const lines = linesOf(isRecord(value) && isRecord(value['adress']) ? value['adress'] : value);
    return lines === undefined ? undefined : { ...lines };
  },
  schema: () => ({
    type: 'object',
    properties: { id: { type: ['string', 'null'], maxLength: 100 }, ...lineSchemas('known'), kalla: SOURCE_SCHEMA },
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
