import type { Json } from '@torget/feel';
import { compareNumbers, numberOf, plain } from '../feel.ts';
import type { Problem, Question, Read, Schema, TypeRow } from '../types.ts';
import { typed } from './text.ts';

type NumberType = 'whole-number' | 'decimal' | 'money';

/** Digits before the comma and after it: beyond them a person has slipped, and no column is wider. */
const NUMERAL: { readonly [type in NumberType]: RegExp } = {
  'whole-number': /^-?\d{1,15}$/,
  decimal: /^-?\d{1,15}(\.\d{1,6})?$/,
  money: /^-?\d{1,12}(\.\d{1,2})?$/,
};

/**
 * A number as people write it: spaces (no-break and thin ones too) between thousands, comma or point, minus as on the
 * keyboard or U+2212 as `Intl` prints it, and `kr` behind. Null when it is none.
 */
function numeralOf(text: string, type: NumberType): string | null {
  const bare = text
    .replace(/[\s\u00a0\u2009\u202f']/g, '')
    .replace(/(kr\.?|kronor|:-|sek)$/i, '')
    .replace(/^[\u2212\u2013]/, '-')
    .replace(',', '.');
  return NUMERAL[type].test(bare) ? plain(bare) : null;
}

/** The JSON value of a numeral: an integer for whole numbers, else text (no double ever carries money). */
function jsonOf(numeral: string, type: NumberType): Json {
  return type === 'whole-number' ? Number(numeral) : numeral;
}

/** A JSON value's numeral. Examples and the API may give a JSON number; it must be exact. */
function numeralIn(value: Json, type: NumberType): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? numeralOf(`${value}`, type) : null;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? numeralOf(value, type) : null;
}

function check(type: NumberType, question: Question, value: Json): readonly Problem[] {
  const numeral = numeralIn(value, type);
  if (numeral === null) return [{ rule: type }];
  const min = question.min === undefined ? null : `${question.min}`;
  const max = question.max === undefined ? null : `${question.max}`;
  if (min !== null && compareNumbers(numeral, min) < 0) return [{ rule: 'too-small', values: { min } }];
  if (max !== null && compareNumbers(numeral, max) > 0) return [{ rule: 'too-large', values: { max } }];
  return [];
}

function schemaOf(type: NumberType, question: Question): Schema {
  if (type !== 'whole-number') return { type: 'string', format: 'decimal', maxLength: 24 };
  return {
    type: 'integer',
    minimum: question.min === undefined ? -Number.MAX_SAFE_INTEGER : Number(question.min),
    maximum: question.max === undefined ? Number.MAX_SAFE_INTEGER : Number(question.max),
  };
}

/** How a number stands in its field: comma, no spaces, so that it can be edited. */
function shown(value: Json): string {
  return `${value ?? ''}`.replace('.', ',');
}

function row(type: NumberType): TypeRow {
  return {
    data: true,
    verb: 'enter',
    read: (_question, name, fields): Read => {
      const text = typed(fields, name);
      if (text === '') return { kind: 'empty' };
      const numeral = text.length > 60 ? null : numeralOf(text, type);
      if (numeral === null) return { kind: 'wrong', problems: [{ rule: type }] };
      return { kind: 'value', value: jsonOf(numeral, type) };
    },
    write: (_question, name, value) => ({ [name]: [shown(value)] }),
    check: (question, value) => check(type, question, value),
    settle: (value) => {
      const numeral = numeralIn(value, type);
      return numeral === null ? value : jsonOf(numeral, type);
    },
    fromFact: (value) => {
      const numeral = numeralIn(value, type);
      return numeral === null ? undefined : jsonOf(numeral, type);
    },
    schema: (question) => schemaOf(type, question),
    feel: () => ({ kind: 'number' }),
    toFeel: (_question, value) => numberOf(`${value}`),
    print: (question, value) => ({
      kind: type === 'money' ? 'money' : 'number',
      amount: `${value}`,
      ...(question.suffix === undefined ? {} : { suffix: question.suffix }),
    }),
  };
}

export const wholeNumber = row('whole-number');
export const decimal = row('decimal');
export const money = row('money');
