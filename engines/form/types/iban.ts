import type { Json } from '@torget/feel';
import type { Problem, TypeRow } from '../types.ts';
import { typed } from './text.ts';

/** How many characters the accounts of our neighbours and others have; the rest of the world 15 to 34 (ISO 13616-1). */
const LENGTH = new Map(
  'SE24 NO15 DK18 FI18 IS26 DE22 EE20 LV21 LT20 PL28 GB22 NL18 FR27 ES24 IT27 AT20 CH21 BE16 IE22 PT25'
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))] as const),
);

/** ISO 7064 MOD 97-10: letters count as 10 to 35, the first four characters are moved last. */
function holds(iban: string): boolean {
  let rest = 0;
  for (const character of `${iban.slice(4)}${iban.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

function check(value: Json): readonly Problem[] {
  const good =
    typeof value === 'string' &&
    /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(value) &&
    (LENGTH.get(value.slice(0, 2)) ?? value.length) === value.length &&
    holds(value);
  return good ? [] : [{ rule: 'iban' }];
}

/** An account number of another country (and of ours), kept without spaces. */
export const iban: TypeRow = {
  data: true,
  label: { sv: 'IBAN', en: 'IBAN' },
  verb: 'enter',
  read: (_question, name, fields) => {
    const text = typed(fields, name)
      .replace(/[\s\u00a0\u202f-]/g, '')
      .toUpperCase();
    return text === '' ? { kind: 'empty' } : { kind: 'value', value: text };
  },
  write: (_question, name, value) => ({ [name]: [typeof value === 'string' ? grouped(value) : ''] }),
  check: (_question, value) => check(value),
  schema: () => ({ type: 'string', pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' }),
  feel: () => ({ kind: 'string' }),
  toFeel: (_question, value) => (typeof value === 'string' ? value : null),
  print: (_question, value) => (typeof value === 'string' ? { kind: 'text', text: grouped(value) } : { kind: 'none' }),
};

/** Four characters at a time, as it stands on paper. */
function grouped(value: string): string {
  return value.replace(/(.{4})(?=.)/g, '$1 ');
}
