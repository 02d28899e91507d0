import type { Json } from '@torget/feel';
import type { Fields, Question, Read, TypeRow } from '../types.ts';
import { limits } from './date.ts';
import { monthNumber } from './month-names.ts';
import { typed } from './text.ts';

function isMonth(value: Json): value is string {
  return typeof value === 'string' && /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(value);
}

/** Month and year in two fields, the month as figure or name; or `2026-02` pasted into either or sent alone. */
function read(_question: Question, name: string, fields: Fields): Read {
  const [month, year] = [typed(fields, `${name}-month`), typed(fields, `${name}-year`)];
  for (const text of [typed(fields, name), month, year]) if (isMonth(text)) return { kind: 'value', value: text };
  if (month === '' && year === '') return typed(fields, name) === '' ? { kind: 'empty' } : wrong('month', '-month');
  if (month === '') return wrong('month-month', '-month');
  if (year === '') return wrong('date-year', '-year');
  if (!/^\d{4}$/.test(year)) return wrong('year-digits', '-year');
  const number = monthNumber(month);
  const value = `${year}-${`${number ?? 0}`.padStart(2, '0')}`;
  return isMonth(value) ? { kind: 'value', value } : wrong('month', '-month');
}

function wrong(rule: string, part: string): Read {
  return { kind: 'wrong', problems: [{ rule, part }] };
}

/** `YYYY-MM` in JSON and in FEEL. */
export const month: TypeRow = {
  data: true,
  verb: 'enter',
  first: '-month',
  read,
  write: (_question, name, value) => {
    const [year = '', number = ''] = typeof value === 'string' ? value.split('-') : [];
    return { [`${name}-month`]: [number.replace(/^0/, '')], [`${name}-year`]: [year] };
  },
  check: (question, value) =>
    isMonth(value) ? limits(question, value, '-month') : [{ rule: 'month', part: '-month' }],
  fromFact: (value) => (isMonth(value) ? value : undefined),
  schema: () => ({ type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }),
  feel: () => ({ kind: 'string' }),
  toFeel: (_question, value) => (typeof value === 'string' ? value : null),
  print: (_question, value) => (typeof value === 'string' ? { kind: 'month', value } : { kind: 'none' }),
};
