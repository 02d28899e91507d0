import type { Bilingual } from '@torget/feel';

/** Words of a language for what expressions say. `a` and `b` are operands in words. */
export interface Phrases {
  readonly yes: string;
  readonly no: string;
  readonly and: string;
  readonly or: string;
  readonly not: (a: string) => string;
  readonly is: string;
  readonly isNot: string;
  readonly answered: string;
  readonly unanswered: string;
  /** Of a person or place that was found in a register, or written in. */
  readonly found: string;
  readonly notFound: string;
  readonly less: { readonly number: string; readonly date: string };
  readonly most: { readonly number: string; readonly date: string };
  readonly more: { readonly number: string; readonly date: string };
  readonly least: { readonly number: string; readonly date: string };
  readonly between: (a: string, low: string, high: string) => string;
  readonly contains: string;
  readonly begins: string;
  readonly count: (a: string) => string;
  readonly sum: (a: string) => string;
  readonly today: string;
  readonly register: (path: string) => string;
  readonly part: (a: string, key: string) => string;
  readonly operators: { readonly [operator: string]: string };
  readonly duration: (units: { readonly years: number; readonly months: number; readonly days: number }) => string;
}

const listed = (parts: readonly string[], and: string) =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`;

/** A part that an answer or a register has, by its name in the data. */
const PARTS: { readonly [key: string]: Bilingual } = {
  fodelsedatum: { sv: 'födelsedatum', en: 'date of birth' },
  alder: { sv: 'ålder', en: 'age' },
  namn: { sv: 'namn', en: 'name' },
  nummer: { sv: 'nummer', en: 'number' },
  belopp: { sv: 'belopp', en: 'amount' },
};

export const SWEDISH: Phrases = {
  yes: 'ja',
  no: 'nej',
  and: 'och',
  or: 'eller',
  not: (a) => `det stämmer inte att ${a}`,
  is: 'är',
  isNot: 'är inte',
  answered: 'är besvarad',
  unanswered: 'är inte besvarad',
  found: 'är valt ur registret',
  notFound: 'är inte valt ur registret',
  less: { number: 'är mindre än', date: 'är före' },
  most: { number: 'är högst', date: 'är senast' },
  more: { number: 'är mer än', date: 'är efter' },
  least: { number: 'är minst', date: 'är tidigast' },
  between: (a, low, high) => `${a} är mellan ${low} och ${high}`,
  contains: 'har med',
  begins: 'börjar med',
  count: (a) => `antalet i ${a}`,
  sum: (a) => `summan av ${a}`,
  today: 'dagens datum',
  register: (path) => `registrets uppgift ${path}`,
  part: (a, key) => `${PARTS[key]?.sv ?? key} i ${a}`,
  operators: { '+': 'plus', '-': 'minus', '*': 'gånger', '/': 'delat med', '**': 'upphöjt till' },
  duration: ({ years, months, days }) =>
    listed(
      [
        ...(years === 0 ? [] : [`${years} år`]),
        ...(months === 0 ? [] : [`${months} ${months === 1 ? 'månad' : 'månader'}`]),
        ...(days === 0 ? [] : [`${days} ${days === 1 ? 'dag' : 'dagar'}`]),
      ],
      'och',
    ),
};

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

export const ENGLISH: Phrases = {
  yes: 'yes',
  no: 'no',
  and: 'and',
  or: 'or',
  not: (a) => `it is not so that ${a}`,
  is: 'is',
  isNot: 'is not',
  answered: 'is answered',
  unanswered: 'is not answered',
  found: 'is chosen from the register',
  notFound: 'is not chosen from the register',
  less: { number: 'is less than', date: 'is before' },
  most: { number: 'is at most', date: 'is no later than' },
  more: { number: 'is more than', date: 'is after' },
  least: { number: 'is at least', date: 'is no earlier than' },
  between: (a, low, high) => `${a} is between ${low} and ${high}`,
  contains: 'includes',
  begins: 'begins with',
  count: (a) => `the number of ${a}`,
  sum: (a) => `the sum of ${a}`,
  today: 'today’s date',
  register: (path) => `the register’s ${path}`,
  part: (a, key) => `${PARTS[key]?.en ?? key} of ${a}`,
  operators: { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by', '**': 'to the power of' },
  duration: ({ years, months, days }) =>
    listed(
      [
        ...(years === 0 ? [] : [plural(years, 'year')]),
        ...(months === 0 ? [] : [plural(months, 'month')]),
        ...(days === 0 ? [] : [plural(days, 'day')]),
      ],
      'and',
    ),
};
