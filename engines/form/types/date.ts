import type { Json } from '@torget/feel';
import { dateOf } from '../feel.ts';
import type { Around, Fields, Problem, Question, Read, TypeRow } from '../types.ts';
import { dayOf } from './legal-day.ts';
import { monthNumber } from './month-names.ts';
import { typed } from './text.ts';

const ISO = /^(\d{4})-?(\d{2})-?(\d{2})$/;

/** `YYYY-MM-DD` for a day that exists, else null. */
function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1850 || year > 2200 || month < 1 || month > 12 || day < 1) return null;
  if (day > new Temporal.PlainYearMonth(year, month).daysInMonth) return null;
  return `${year}-${`${month}`.padStart(2, '0')}-${`${day}`.padStart(2, '0')}`;
}

/** True for the text of a day that exists. */
export function isDate(value: Json | undefined): value is string {
  const parts = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? ISO.exec(value) : null;
  return parts !== null && isoDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== null;
}

/** A date in one field, `2019-03-14` or `20190314`; null when it is none. */
export function dateIn(text: string): string | null {
  const parts = ISO.exec(text);
  return parts === null ? null : isoDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/**
 * A date in one field as Swedes write it: `2026-02-03`, `20260203`, `260203`, `3/2 2026`, `3.2.2026`, `3 februari 2026`. Two
 * figures are a year of the last ninety or the next ten. Null when it is none.
 */
function swedishDate(text: string, today: string): string | null {
  const whole = dateIn(text);
  if (whole !== null) return whole;
  const short = /^(\d{2})-?(\d{2})-?(\d{2})$/.exec(text);
  if (short !== null) {
    const latest = Number(today.slice(0, 4)) + 10;
    const year = latest - ((((latest - Number(short[1])) % 100) + 100) % 100);
    return isoDate(year, Number(short[2]), Number(short[3]));
  }
  const [, day, month = '', year] =
    /^(\d{1,2})(?:\s*[/.]\s*|\s+)(\d{1,2}|\p{L}+\.?)[\s./,-]+(\d{4})$/u.exec(text) ?? [];
  const number = monthNumber(month);
  return number === null ? null : isoDate(Number(year), number, Number(day));
}

/** Day, month and year; a whole date pasted into any of them (or into the plain field) counts. */
function read(question: Question, name: string, fields: Fields, around: Around): Read {
  if (question.oneField === true) {
    const text = typed(fields, name);
    if (text === '') return { kind: 'empty' };
    const value = text.length > 40 ? null : swedishDate(text, dayOf(around.at).toString());
    return value === null ? { kind: 'wrong', problems: [{ rule: 'date-text' }] } : { kind: 'value', value };
  }
  const [day, month, year] = [
    typed(fields, `${name}-day`),
    typed(fields, `${name}-month`),
    typed(fields, `${name}-year`),
  ];
  for (const text of [typed(fields, name), day, month, year]) {
    const whole = dateIn(text);
    if (whole !== null) return { kind: 'value', value: whole };
  }
  if (day === '' && month === '' && year === '') {
    return typed(fields, name) === '' ? { kind: 'empty' } : wrong('date', '-day');
  }
  if (day === '') return wrong('date-day', '-day');
  if (month === '') return wrong('date-month', '-month');
  if (year === '') return wrong('date-year', '-year');
  if (!/^\d{4}$/.test(year)) return wrong('year-digits', '-year');
  const number = monthNumber(month);
  const date = /^\d{1,2}$/.test(day) && number !== null ? isoDate(Number(year), number, Number(day)) : null;
  return date === null ? wrong('date', '-day') : { kind: 'value', value: date };
}

function wrong(rule: string, part: string): Read {
  return { kind: 'wrong', problems: [{ rule, part }] };
}

/** Limits of dates and months compare as text: ISO 8601 was made for that. */
export function limits(question: Question, value: string, part: string): readonly Problem[] {
  const { min, max } = question;
  if (typeof min === 'string' && value < min) return [{ rule: 'too-early', part, values: { min } }];
  if (typeof max === 'string' && value > max) return [{ rule: 'too-late', part, values: { max } }];
  return [];
}

export const date: TypeRow = {
  data: true,
  verb: 'enter',
  first: '-day',
  read,
  write: (question, name, value) => {
    if (question.oneField === true) return { [name]: [typeof value === 'string' ? value : ''] };
    const [year = '', month = '', day = ''] = typeof value === 'string' ? value.split('-') : [];
    return {
      [`${name}-day`]: [day.replace(/^0/, '')],
      [`${name}-month`]: [month.replace(/^0/, '')],
      [`${name}-year`]: [year],
    };
  },
  check: (question, value) => {
    const part = question.oneField === true ? '' : '-day';
    return isDate(value) ? limits(question, value, part) : [{ rule: 'date', part }];
  },
  fromFact: (value) => (isDate(value) ? value : undefined),
  schema: () => ({ type: 'string', format: 'date' }),
  feel: () => ({ kind: 'date' }),
  toFeel: (_question, value) => (typeof value === 'string' ? dateOf(value) : null),
  print: (_question, value) => (typeof value === 'string' ? { kind: 'date', value } : { kind: 'none' }),
};
