import type { Json } from '@torget/feel';
import { factAt, isRecord } from '../facts.ts';
import { dateOf } from '../feel.ts';
import type { Around, Fields, Problem, Question, Read, TypeRow } from '../types.ts';
import { dateIn } from './date.ts';
import { dayOf } from './legal-day.ts';
import { personProblems } from './person-parts.ts';
import { typed } from './text.ts';

type Child = { readonly [key: string]: Json };

/** The value of the radio for a child whom the registers do not know. */
export const OTHER = 'other';

/** The children that the registers name, under the question's `prefill` (default `register.children`). */
export function childrenOf(question: Question, around: Around): readonly Child[] {
  const fact = factAt(around.facts, question.prefill ?? 'register.children');
  const list = isRecord(fact) ? fact['barn'] : fact;
  return Array.isArray(list) ? list.filter(isRecord).map(shape) : [];
}

/** The five entries of the data shape, whatever else the register says. */
function shape(child: Child): Child {
  return {
    ref: typeof child['ref'] === 'string' ? child['ref'] : null,
    namn: child['namn'] ?? '',
    fodelsedatum: child['fodelsedatum'] ?? '',
    gemensam_vardnad: typeof child['gemensam_vardnad'] === 'boolean' ? child['gemensam_vardnad'] : null,
    annan_vardnadshavare: typeof child['annan_vardnadshavare'] === 'string' ? child['annan_vardnadshavare'] : null,
  };
}

/** A radio with the child's ref, or `other` with name and birth date. What stands about a known child is the register's. */
function read(question: Question, name: string, fields: Fields, around: Around): Read {
  const children = childrenOf(question, around);
  const chosen = typed(fields, name);
  const manual = { namn: typed(fields, `${name}-namn`), fodelsedatum: typed(fields, `${name}-fodelsedatum`) };
  if (chosen !== OTHER && !(chosen === '' && children.length === 0)) {
    if (chosen === '') return { kind: 'empty' };
    const child = children.find((each) => each['ref'] === chosen);
    return child === undefined ? { kind: 'wrong', problems: [{ rule: 'choice' }] } : { kind: 'value', value: child };
  }
  // Where the registers name no child nobody chose to write one: empty fields are no answer.
  const unchosen = chosen === '' || children.length === 0;
  if (unchosen && manual.namn === '' && manual.fodelsedatum === '') return { kind: 'empty' };
  const value = shape({ namn: manual.namn, fodelsedatum: dateIn(manual.fodelsedatum) ?? manual.fodelsedatum });
  const problems = personProblems(value, dayOf(around.at)).map(({ rule, key }) => ({
    rule,
    pointer: `/${key}`,
    part: `-${key}`,
  }));
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'value', value };
}

function check(question: Question, value: Json, around: Around): readonly Problem[] {
  const problems = personProblems(value, dayOf(around.at));
  if (!isRecord(value) || problems.length > 0) {
    return problems.map(({ rule, key }) => ({
      rule,
      pointer: key === '' ? '' : `/${key}`,
      part: key === '' ? '' : `-${key}`,
    }));
  }
  if (Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const known = childrenOf(question, around);
  const { ref } = value;
  if (ref !== null && ref !== undefined && !known.some((child) => child['ref'] === ref)) return [{ rule: 'choice' }];
  return [];
}

const KEYS = ['ref', 'namn', 'fodelsedatum', 'gemensam_vardnad', 'annan_vardnadshavare'];

/** A child of one's own, from the population register or by name and birth date. */
export const child: TypeRow = {
  data: true,
  label: { sv: 'Vilket barn gäller det?', en: 'Which child is it about?' },
  verb: 'choose',
  read,
  write: (_question, name, value): Fields => {
    if (!isRecord(value)) return {};
    if (typeof value['ref'] === 'string') return { [name]: [value['ref']] };
    return {
      [name]: [OTHER],
      [`${name}-namn`]: [`${value['namn'] ?? ''}`],
      [`${name}-fodelsedatum`]: [`${value['fodelsedatum'] ?? ''}`],
    };
  },
  check,
  settle: (value) => (isRecord(value) ? shape(value) : value),
  schema: () => ({
    type: 'object',
    properties: {
      ref: { type: ['string', 'null'], maxLength: 100 },
      namn: { type: 'string', minLength: 1, maxLength: 120 },
      fodelsedatum: { type: 'string', format: 'date' },
      gemensam_vardnad: { type: ['boolean', 'null'] },
      annan_vardnadshavare: { type: ['string', 'null'], maxLength: 100 },
    },
    required: KEYS,
    additionalProperties: false,
  }),
  feel: () => ({
    kind: 'context',
    entries: {
      ref: { kind: 'string' },
      namn: { kind: 'string' },
      fodelsedatum: { kind: 'date' },
      gemensam_vardnad: { kind: 'boolean' },
      annan_vardnadshavare: { kind: 'string' },
    },
  }),
  toFeel: (_question, value) => {
    if (!isRecord(value)) return null;
    const { ref, namn, fodelsedatum, gemensam_vardnad, annan_vardnadshavare } = value;
    return {
      ref: typeof ref === 'string' ? ref : null,
      namn: `${namn}`,
      fodelsedatum: dateOf(`${fodelsedatum}`),
      gemensam_vardnad: typeof gemensam_vardnad === 'boolean' ? gemensam_vardnad : null,
      annan_vardnadshavare: typeof annan_vardnadshavare === 'string' ? annan_vardnadshavare : null,
    };
  },
  print: (_question, value) =>
    isRecord(value)
      ? { kind: 'person', name: `${value['namn']}`, birthDate: `${value['fodelsedatum']}`, notes: [] }
      : { kind: 'none' },
};
