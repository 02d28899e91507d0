import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type { Fields, Problem, Question, Read, TypeRow } from '../types.ts';
import { bankOf, type Rule } from './banks.ts';
import { digitsOf, luhn, modulus11 } from './check-digits.ts';
import { typed } from './text.ts';

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
}

/** What is wrong with clearing and account number, at which of the two fields. */
function problemsOf({ clearing, konto }: Account): readonly Problem[] {
  const at = (rule: string, key: 'clearing' | 'konto', values?: Problem['values']): Problem[] => [
    { rule, pointer: `/${key}`, part: `-${key}`, ...(values === undefined ? {} : { values }) },
  ];
  if (!/^\d{4,5}$/.test(clearing)) return at('clearing', 'clearing');
  // A fifth digit is the check digit of Swedbank's clearing numbers 8xxx, and nothing elsewhere.
  if (clearing.length === 5 && !(clearing.startsWith('8') && luhn(clearing))) return at('clearing', 'clearing');
  const bank = bankOf(clearing);
  if (bank === undefined) return at('clearing-unknown', 'clearing');
  if (!/^\d+$/.test(konto)) return at('account', 'konto');
  const [min, max] = DIGITS[bank.rule];
  if (konto.length < min || konto.length > max)
    return at('account-length', 'konto', { bank: bank.name, digits: min === max ? `${max}` : `${min}–${max}` });
  return holds(bank.rule, clearing, konto) === false ? at('account-digit', 'konto') : [];
}

function accountIn(value: Json): Account | undefined {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return undefined;
  const { clearing, konto } = value;
  return typeof clearing === 'string' && typeof konto === 'string' ? { clearing, konto } : undefined;
}

function read(_question: Question, name: string, fields: Fields): Read {
  const [clearing, konto] = [digitsOf(typed(fields, `${name}-clearing`)), digitsOf(typed(fields, `${name}-konto`))];
  if (clearing === '' && konto === '') return { kind: 'empty' };
  const problems = problemsOf({ clearing, konto });
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'value', value: { clearing, konto } };
}

const KEYS = ['clearing', 'konto', 'bank', 'kontrollerad'];

/**
 * A Swedish account: clearing number and account number. `bank` follows from the clearing number, and `kontrollerad` says
 * whether the check digit vouches for it.
 */
export const bankAccount: TypeRow = {
  data: true,
  label: { sv: 'Vilket konto ska pengarna sättas in på?', en: 'Which account should the money be paid to?' },
  verb: 'enter',
  first: '-clearing',
  read,
  write: (_question, name, value) =>
    isRecord(value)
      ? { [`${name}-clearing`]: [`${value['clearing'] ?? ''}`], [`${name}-konto`]: [`${value['konto'] ?? ''}`] }
      : {},
  check: (_question, value) => {
    const account = accountIn(value);
    return account === undefined ? [{ rule: 'shape' }] : problemsOf(account);
  },
  settle: (value) => {
    const account = accountIn(value);
    const bank = account === undefined ? undefined : bankOf(account.clearing);
    if (account === undefined || bank === undefined) return value;
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
      bank: { type: 'string', maxLength: 60 },
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
  print: (_question, value) =>
    isRecord(value)
      ? { kind: 'text', text: `${value['bank'] ?? ''} ${value['clearing']}, ${value['konto']}`.trim() }
      : { kind: 'none' },
};
