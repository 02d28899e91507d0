import type { Json } from '@torget/feel';
import type { Problem, Question, TypeRow } from '../types.ts';
import { typed } from './text.ts';

/** True for `HH:MM` of a day of 24 hours. */
function isTime(value: Json | undefined): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** A time as people write it: `8`, `8.30`, `08:30`, `0830`, `kl. 8.30`; null when it is none. */
function timeIn(text: string): string | null {
  const bare = text.toLowerCase().replace(/^kl(ockan)?\.?\s*/, '');
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[.: ]?(\d{2}))?$/.exec(bare) ?? [];
  const time = `${hour ?? ''}`.padStart(2, '0');
  return hour !== undefined && isTime(`${time}:${minute}`) ? `${time}:${minute}` : null;
}

function check(question: Question, value: Json): readonly Problem[] {
  if (!isTime(value)) return [{ rule: 'time' }];
  const { min, max } = question;
  if (typeof min === 'string' && value < min) return [{ rule: 'too-early', values: { min } }];
  return typeof max === 'string' && value > max ? [{ rule: 'too-late', values: { max } }] : [];
}

/** A time of day, `HH:MM` in JSON and in FEEL, where text compares as time does. */
export const time: TypeRow = {
  data: true,
  verb: 'enter',
  read: (_question, name, fields) => {
    const text = typed(fields, name);
    if (text === '') return { kind: 'empty' };
    const value = text.length > 20 ? null : timeIn(text);
    return value === null ? { kind: 'wrong', problems: [{ rule: 'time' }] } : { kind: 'value', value };
  },
  write: (_question, name, value) => ({ [name]: [typeof value === 'string' ? value : ''] }),
  check,
  fromFact: (value) => (isTime(value) ? value : undefined),
  schema: () => ({ type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  feel: () => ({ kind: 'string' }),
  toFeel: (_question, value) => (typeof value === 'string' ? value : null),
  print: (_question, value) => (typeof value === 'string' ? { kind: 'time', value } : { kind: 'none' }),
};
