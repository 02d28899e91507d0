import type { Json } from '@torget/feel';
import { factAt, isRecord } from '../facts.ts';
import { dateOf } from '../feel.ts';
import type { Around, NumberKind, NumberLevel, Printed, Problem, Question, Read, Text, TypeRow } from '../types.ts';
import { digitsOf, luhn } from './check-digits.ts';
import { isDate } from './date.ts';
import { dayOf } from './legal-day.ts';
import { typed } from './text.ts';

/** Lowest first: a number is taken whose level is at least the one asked for. */
export const LEVELS: readonly NumberLevel[] = ['uncertain', 'probable', 'confirmed'];
export const KINDS: readonly NumberKind[] = ['personnummer', 'samordningsnummer'];

/** What is added to the day of a coordination number (lag 2022:1697, 2 kap. 8 §). */
const COORDINATION = 60;

/**
 * The twelve digits of a number as people write it, with or without century and sign; null when it is none. From the year
 * in which somebody turns 100 the sign of the short form is `+` (folkbokföringslagen 1991:481, 18 §).
 */
export function twelveDigits(text: string, day: Temporal.PlainDate): string | null {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(/[\u2010-\u2015\u2212]/g, '-');
  if (/^\d{8}[-+]?\d{4}$/.test(bare)) return digitsOf(bare);
  const short = /^(\d{2})(\d{4})([-+]?)(\d{4})$/.exec(bare);
  if (short === null) return null;
  const [, year = '', date = '', sign, rest = ''] = short;
  const latest = day.year - (sign === '+' ? 100 : 0);
  const century = Math.floor((latest - Number(year)) / 100);
  const full = `${century}${year}${date}${rest}`;
  // Born later this year is nobody: the short form without a sign then means the century before.
  const born = birthDateIn(full);
  return born !== null && born > day.toString() ? `${century - 1}${year}${date}${rest}` : full;
}

/** The day in a number, null where it has none: coordination numbers exist whose day does not (unknown birth date). */
export function birthDateIn(number: string): string | null {
  const day = Number(number.slice(6, 8));
  const real = day > COORDINATION ? day - COORDINATION : day;
  const date = `${number.slice(0, 4)}-${number.slice(4, 6)}-${`${real}`.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}

/** Which number it is by its form and check digit; null when it is neither. */
export function kindOf(number: Json | undefined): NumberKind | null {
  if (typeof number !== 'string' || !/^(18|19|20)\d{10}$/.test(number)) return null;
  if (number.slice(8, 11) === '000' || !luhn(number.slice(2))) return null;
  const day = Number(number.slice(6, 8));
  if (day >= COORDINATION) return day <= COORDINATION + 31 ? 'samordningsnummer' : null;
  return birthDateIn(number) === null ? null : 'personnummer';
}

/** The number as it is read: `19850124-2393`. */
export function written(number: string): string {
  return `${number.slice(0, 8)}-${number.slice(8)}`;
}

/** The level that the registers give a number; what nobody has vouched for is uncertain (identity.md, section 8). */
function levelOf(question: Question, number: string, around: Around): NumberLevel {
  const fact = factAt(around.facts, question.prefill ?? 'register.identity');
  const said = isRecord(fact) && fact['nummer'] === number ? fact['niva'] : undefined;
  return LEVELS.find((level) => level === said) ?? 'uncertain';
}

function check(question: Question, value: Json, around: Around): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const number = value['nummer'];
  const kind = kindOf(number);
  if (typeof number !== 'string' || kind === null) return [{ rule: 'personal-number', pointer: '/nummer' }];
  const birth = birthDateIn(number);
  if (birth !== null && birth > dayOf(around.at).toString())
    return [{ rule: 'person-birth-future', pointer: '/nummer' }];
  if (question.kinds !== undefined && !question.kinds.includes(kind))
    return [{ rule: `only-${question.kinds[0] ?? 'personnummer'}`, pointer: '/nummer' }];
  if (kind === 'personnummer' || question.level === undefined) return [];
  const enough = LEVELS.indexOf(levelOf(question, number, around)) >= LEVELS.indexOf(question.level);
  return enough ? [] : [{ rule: 'number-level', pointer: '/nummer' }];
}

const KEYS = ['nummer', 'slag', 'niva', 'fodelsedatum'];

const LEVEL: { readonly [level in NumberLevel]: Text } = {
  confirmed: { sv: 'Samordningsnummer, styrkt identitet', en: 'Coordination number, confirmed identity' },
  probable: { sv: 'Samordningsnummer, sannolik identitet', en: 'Coordination number, probable identity' },
  uncertain: { sv: 'Samordningsnummer, osäker identitet', en: 'Coordination number, uncertain identity' },
};

function print(value: Json): Printed {
  if (!isRecord(value) || typeof value['nummer'] !== 'string') return { kind: 'none' };
  const number: Printed = { kind: 'text', text: written(value['nummer']) };
  const level = LEVELS.find((each) => each === value['niva']);
  return level === undefined ? number : { kind: 'list', items: [number, { kind: 'label', label: LEVEL[level] }] };
}

/**
 * A personal or coordination number. Only the digits are answered; kind, birth date and level follow from them and from
 * what the registers say, so that nobody can vouch for a number by sending more than the digits.
 */
export const personalNumber: TypeRow = {
  data: true,
  label: { sv: 'Personnummer', en: 'Personal identity number' },
  verb: 'enter',
  read: (_question, name, fields, around): Read => {
    const text = typed(fields, name);
    if (text === '') return { kind: 'empty' };
    const number = text.length > 40 ? null : twelveDigits(text, dayOf(around.at));
    return number === null
      ? { kind: 'wrong', problems: [{ rule: 'personal-number' }] }
      : { kind: 'value', value: { nummer: number } };
  },
  write: (_question, name, value) => {
    const number = isRecord(value) && typeof value['nummer'] === 'string' ? value['nummer'] : '';
    return { [name]: [number.length === 12 ? written(number) : number] };
  },
  check,
  settle: (value, around, question) => {
    if (!isRecord(value) || typeof value['nummer'] !== 'string') return value;
    const { nummer } = value;
    const slag = kindOf(nummer);
    const niva = slag === 'samordningsnummer' ? levelOf(question, nummer, around) : null;
    return { nummer, slag, niva, fodelsedatum: birthDateIn(nummer) };
  },
  fromFact: (value) => {
    const number = isRecord(value) ? value['nummer'] : value;
    return kindOf(number) === null ? undefined : { nummer: number ?? null };
  },
  fromText: (text) => ({ nummer: text.replaceAll('-', '') }),
  schema: (question) => ({
    type: 'object',
    properties: {
      nummer: { type: 'string', pattern: '^[0-9]{12}$' },
      slag: { type: 'string', enum: [...(question.kinds ?? KINDS)] },
      niva: { type: ['string', 'null'], enum: [...LEVELS, null] },
      fodelsedatum: { type: ['string', 'null'], format: 'date' },
    },
    required: KEYS,
    additionalProperties: false,
  }),
  feel: () => ({
    kind: 'context',
    entries: {
      nummer: { kind: 'string' },
      slag: { kind: 'string' },
      niva: { kind: 'string' },
      fodelsedatum: { kind: 'date' },
    },
  }),
  toFeel: (_question, value) => {
    if (!isRecord(value)) return null;
    const { nummer, slag, niva, fodelsedatum } = value;
    return {
      nummer: `${nummer}`,
      slag: typeof slag === 'string' ? slag : null,
      niva: typeof niva === 'string' ? niva : null,
      fodelsedatum: typeof fodelsedatum === 'string' ? dateOf(fodelsedatum) : null,
    };
  },
  print: (_question, value) => print(value),
};
