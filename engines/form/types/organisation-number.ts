import type { Json } from '@torget/feel';
import type { Problem, Question, TypeRow } from '../types.ts';
import { digitsOf, luhn } from './check-digits.ts';
import { kindOf } from './personal-number.ts';
import { typed } from './text.ts';

/** Ten digits of a number as people and registers write it (`556016-0680`, `16556016-0680`); undefined when it is none. */
export function tenDigits(text: string): string | undefined {
  const digits = digitsOf(text);
  if (!/^\d+$/.test(digits)) return undefined;
  if (digits.length === 10) return digits;
  return digits.length === 12 && /^(16|18|19|20)/.test(digits) ? digits.slice(2) : undefined;
}

/** The number as it is read: `556016-0680`. */
export function hyphened(number: string): string {
  return `${number.slice(0, 6)}-${number.slice(6)}`;
}

/**
 * What is wrong with an organisation number. The third digit is 2 or more, so that it can never be a date
 * (lag 1974:174 om identitetsbeteckning för juridiska personer m.fl.); a sole trader has the personal number as his.
 */
export function organisationProblems(question: Question, value: Json | undefined): readonly Problem[] {
  if (typeof value !== 'string' || !/^\d{10}$/.test(value) || !luhn(value)) return [{ rule: 'organisation-number' }];
  if (Number(value[2]) >= 2) return [];
  const person = ['19', '20'].some((century) => kindOf(`${century}${value}`) === 'personnummer');
  if (!person) return [{ rule: 'organisation-number' }];
  return question.soleTrader === true ? [] : [{ rule: 'organisation-not-person' }];
}

export const organisationNumber: TypeRow = {
  data: true,
  label: { sv: 'Organisationsnummer', en: 'Organisation number' },
  verb: 'enter',
  read: (_question, name, fields) => {
    const text = typed(fields, name);
    if (text === '') return { kind: 'empty' };
    const number = text.length > 40 ? undefined : tenDigits(text);
    if (number === undefined) return { kind: 'wrong', problems: [{ rule: 'organisation-number' }] };
    return { kind: 'value', value: number };
  },
  write: (_question, name, value) => ({
    [name]: [typeof value === 'string' && value.length === 10 ? hyphened(value) : ''],
  }),
  check: organisationProblems,
  fromFact: (value) => (typeof value === 'string' ? tenDigits(value) : undefined),
  schema: () => ({ type: 'string', pattern: '^[0-9]{10}$' }),
  feel: () => ({ kind: 'string' }),
  toFeel: (_question, value) => (typeof value === 'string' ? value : null),
  print: (_question, value) => (typeof value === 'string' ? { kind: 'text', text: hyphened(value) } : { kind: 'none' }),
};
