import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type { Fields, Printed, Problem, Question, Read, TypeRow } from '../types.ts';
import { bankOf, type Rule } from './banks.ts';
import { digitsOf, luhn, modulus11 } from './check-digits.ts';
import { lengthOf, typed } from './text.ts';

/** Letters of the name of a bank that the list does not have. */
const LONGEST_NAME = 60;
/** Digits of an account there: of no bank of the list fewer or more. */
const [FEWEST, MOST] = [2, 10];

/** Digits of an account by rule, fewest and most; shorter ones are filled with zeros from the left. */
const DIGITS: { readonly [rule in Rule]: readonly [number, number] } = {
  'type-1-of-10': [7, 7],
  'type-1-of-11': [7, 7],
  'ten-by-10': [10, 10],
  'nine-by-11': [8, 9],
  'swedbank-8': [2, 10],
  plusgiro: [2, 10],
};

/** True when the check digit holds; undefined where the bank has accounts whose digit cannot be trusted. */
function holds(rule: Rule, clearing: string, account: string): boolean | undefined {
  switch (rule) {
    case 'type-1-of-10':
      return modulus11(`${clearing.slice(1, 4)}${account}`);
    case 'type-1-of-11':
      return modulus11(`${clearing.slice(0, 4)}${account}`);
    case 'ten-by-10':
      return luhn(account);
    case 'nine-by-11':
      return modulus11(account.padStart(9, '0'));
    case 'plusgiro':
      return luhn(account);
    case 'swedbank-8':
      // Some accounts in 8xxx have no check digit (Bankgirot, type 2 comment 3): a wrong one proves nothing.
      return luhn(account.padStart(10, '0')) ? true : undefined;
  }
}

interface Account {
  readonly clearing: string;
  readonly konto: string;
  /** As the person wrote it, of a bank that the list does not have. */
  readonly bank: string;
}

function at(rule: string, key: 'clearing' | 'konto' | 'bank', values?: Problem['values']): readonly Problem[] {
  return [{ rule, pointer: `/${key}`, part: `-${key}`, ...(values === undefined ? {} : { values }) }];
}

function isClearing(clearing: string): boolean {
  if (!/^\d{4,5}$/.test(clearing)) return false;
  // A fifth digit is the check digit of Swedbank's clearing numbers 8xxx, and nothing elsewhere.
  return clearing.length === 4 || (clearing.startsWith('8') && luhn(clearing));
}

/** Whether what was typed may be the clearing number of a bank that is newer than the list: its name is asked for then. */
export function isUnknownClearing(text: string): boolean {
  const clearing = digitsOf(text);
  return isClearing(clearing) && bankOf(clearing) === undefined;
}

/** What is wrong with clearing and account number, and at which field. */
function problemsOf({ clearing, konto, bank: said }: Account): readonly Problem[] {
  if (!isClearing(clearing)) return at('clearing', 'clearing');
  const bank = bankOf(clearing);
  const name = bank?.name ?? said;
  if (name === '') return at('clearing-unknown', 'clearing');
  if (lengthOf(name) > LONGEST_NAME) return at('bank-name-length', 'bank');
  if (!/^\d+$/.test(konto)) return at('account', 'konto');
  const [min, max] = bank === undefined ? [FEWEST, MOST] : DIGITS[bank.rule];
  if (konto.length < min || konto.length > max)
    return at('account-length', 'konto', { bank: name, digits: min === max ? `${max}` : `${min}–${max}` });
  return bank !== undefined && holds(bank.rule, clearing, konto) === false ? at('account-digit', 'konto') : [];
}

function accountIn(value: Json): Account | undefined {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return undefined;
  const { clearing, konto, bank = '' } = value;
  return typeof clearing === 'string' && typeof konto === 'string' && typeof bank === 'string'
    ? { clearing, konto, bank: bank.trim() }
    : undefined;
}

function read(_question: Question, name: string, fields: Fields): Read {
  const [clearing, konto] = [digitsOf(typed(fields, `${name}-clearing`)), digitsOf(typed(fields, `${name}-konto`))];
  if (clearing === '' && konto === '') return { kind: 'empty' };
  const bank = isUnknownClearing(clearing) ? typed(fields, `${name}-bank`) : '';
  const problems = problemsOf({ clearing, konto, bank });
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: 'value', value: { clearing, konto, ...(bank === '' ? {} : { bank }) } };
}

const KEYS = ['clearing', 'konto', 'bank', 'kontrollerad'];

/**
 * A Swedish account: clearing number and account number. `bank` follows from the clearing number, and `kontrollerad` says
 * whether the check digit vouches for it. A bank that the list does not have yet is named by the person, and is for an
 * officer to check.
 */
export const bankAccount: TypeRow = {
  data: true,
  label: { sv: 'Vilket konto ska pengarna sättas in på?', en: 'Which account should the money be paid to?' },
  verb: 'enter',
  first: '-clearing',
  read,
  write: (_question, name, value) =>
    isRecord(value)
      ? {
          [`${name}-clearing`]: [`${value['clearing'] ?? ''}`],
          [`${name}-konto`]: [`${value['konto'] ?? ''}`],
          ...(isUnknownClearing(`${value['clearing'] ?? ''}`) ? { [`${name}-bank`]: [`${value['bank'] ?? ''}`] } : {}),
        }
      : {},
  check: (_question, value) => {
    const account = accountIn(value);
    return account === undefined ? [{ rule: 'shape' }] : problemsOf(account);
  },
  settle: (value) => {
    const account = accountIn(value);
    if (account === undefined) return value;
    const bank = bankOf(account.clearing);
    if (bank === undefined) return { ...account, kontrollerad: false };
    const kontrollerad = holds(bank.rule, account.clearing, account.konto) === true;
    return { ...account, bank: bank.name, kontrollerad };
  },
  fromFact: (value) => {
    const { clearing, konto } = isRecord(value) ? value : {};
    return typeof clearing === 'string' && typeof konto === 'string' ? { clearing, konto } : undefined;
  },
  schema: () => ({
    type: 'object',
    properties: {
      clearing: { type: 'string', pattern: '^[0-9]{4,5}$' },
      konto: { type: 'string', pattern: '^[0-9]{2,10}$' },
      bank: { type: 'string', maxLength: LONGEST_NAME },
      kontrollerad: { type: 'boolean' },
    },
    required: KEYS,
    additionalProperties: false,
  }),
  feel: () => ({
    kind: 'context',
    entries: {
      clearing: { kind: 'string' },
      konto: { kind: 'string' },
      bank: { kind: 'string' },
      kontrollerad: { kind: 'boolean' },
    },
  }),
  toFeel: (_question, value) => {
    if (!isRecord(value)) return null;
    const { clearing, konto, bank, kontrollerad } = value;
    return { clearing: `${clearing}`, konto: `${konto}`, bank: `${bank}`, kontrollerad: kontrollerad === true };
  },
  print: (_question, value) => print(value),
};

const UNCHECKED = {
  sv: 'Kontonumret har ingen kontrollsiffra som går att kontrollera här',
  en: 'The account number has no check digit that can be checked here',
};

function print(value: Json): Printed {
  if (!isRecord(value)) return { kind: 'none' };
  const text = { kind: 'text', text: `${value['bank'] ?? ''} ${value['clearing']}, ${value['konto']}`.trim() } as const;
  return value['kontrollerad'] === false ? { kind: 'list', items: [text, { kind: 'label', label: UNCHECKED }] } : text;
}
