import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type { Around, Fields, Printed, Problem, Question, Read, TypeRow } from '../types.ts';
import { hyphened, organisationProblems, tenDigits } from './organisation-number.ts';
import { LINES, lineSchemas, linesOf, SOURCE_SCHEMA } from './place-parts.ts';
import { type RegisterRow, registerRows, sourceOf } from './register-rows.ts';
import { lengthOf, typed } from './text.ts';

const NAME_LENGTH = 200;
const KEYS = ['nummer', 'namn', ...LINES, 'kalla'];

/** What the company register said about a number, when it was looked up for this draft. */
export function companyIn(around: Around, number: Json | undefined): RegisterRow | undefined {
  return registerRows(around, 'companies').find((row) => row['nummer'] === number);
}

function check(question: Question, value: Json, around: Around): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const [wrong] = organisationProblems(question, value['nummer']);
  if (wrong !== undefined) return [{ ...wrong, pointer: '/nummer', part: '-nummer' }];
  if (companyIn(around, value['nummer']) !== undefined) return [];
  const { namn } = value;
  if (typeof namn !== 'string' || namn.trim() === '')
    return [{ rule: 'company-name', pointer: '/namn', part: '-namn' }];
  return lengthOf(namn) > NAME_LENGTH ? [{ rule: 'company-name-length', pointer: '/namn', part: '-namn' }] : [];
}

function read(question: Question, name: string, fields: Fields, around: Around): Read {
  const [number, said] = [typed(fields, `${name}-nummer`), typed(fields, `${name}-namn`)];
  if (number === '' && said === '') return { kind: 'empty' };
  const value = { nummer: tenDigits(number) ?? number, ...(said === '' ? {} : { namn: said }) };
  const problems = check(question, value, around);
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'value', value };
}

/** What the register says counts before what was written; `kalla` says which of them it was. */
function settle(value: Json, around: Around): Json {
  if (!isRecord(value)) return value;
  const known = companyIn(around, value['nummer']);
  const lines = linesOf(known?.['adress']);
  return {
    nummer: value['nummer'] ?? '',
    namn: (known === undefined ? value['namn'] : known['namn']) ?? '',
    gata: lines?.gata ?? null,
    postnummer: lines?.postnummer ?? null,
    ort: lines?.ort ?? null,
    kalla: sourceOf(known),
  };
}

function print(value: Json): Printed {
  if (!isRecord(value) || typeof value['nummer'] !== 'string') return { kind: 'none' };
  const lines = linesOf(value);
  const texts = [
    `${value['namn']}`,
    hyphened(value['nummer']),
    ...(lines === undefined ? [] : [lines.gata, `${lines.postnummer} ${lines.ort}`]),
  ];
  return { kind: 'list', items: texts.map((text) => ({ kind: 'text', text })) };
}

/** A company or association: its number, and its name from the register or as written where the register has none. */
export const company: TypeRow = {
  data: true,
  label: { sv: 'Företag eller förening', en: 'Company or association' },
  verb: 'answer',
  first: '-nummer',
  read,
  write: (_question, name, value): Fields => {
    if (!isRecord(value)) return {};
    const number = `${value['nummer'] ?? ''}`;
    const said = value['namn'];
    return {
      [`${name}-nummer`]: [number.length === 10 ? hyphened(number) : number],
      ...(typeof said === 'string' ? { [`${name}-namn`]: [said] } : {}),
    };
  },
  check,
  settle,
  fromFact: (value) =>
    isRecord(value) && typeof value['nummer'] === 'string' && typeof value['namn'] === 'string'
      ? { nummer: value['nummer'], namn: value['namn'] }
      : undefined,
  fromText: (text) => ({ nummer: tenDigits(text) ?? text }),
  schema: () => ({
    type: 'object',
    properties: {
      nummer: { type: 'string', pattern: '^[0-9]{10}$' },
      namn: { type: 'string', minLength: 1, maxLength: NAME_LENGTH },
      ...lineSchemas('nullable'),
      kalla: SOURCE_SCHEMA,
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
