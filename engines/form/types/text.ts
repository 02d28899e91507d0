import type { Json } from '@torget/feel';
import type { Problem, Question, Read, TypeRow } from '../types.ts';

const LENGTH = { text: 200, 'long-text': 5000, email: 254, phone: 30, 'web-address': 500 } as const;
type TextType = keyof typeof LENGTH;

/** Characters that no text of a person needs and that the database refuses (U+0000) or that hide text (C0, C1). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** Typed text as it is kept: NFC, one kind of line end, no control characters, no white space around. */
function tidy(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROL, '').trim();
}

/** The first value of a field; a missing field is the empty text. */
export function typed(fields: { readonly [name: string]: readonly string[] }, name: string): string {
  return tidy(fields[name]?.[0] ?? '');
}

/** Characters as a person counts them (code points). */
export function lengthOf(text: string): number {
  return [...text].length;
}

function limitOf(question: Question): number {
  return question.maxLength ?? LENGTH[question.type as TextType] ?? LENGTH.text;
}

// One @, something before it and a domain with a dot after it: what the mail server will take is known only by sending.
const EMAIL = /^[^\s@<>()",;:\\]+@[^\s@.]+(\.[^\s@.]+)+$/u;
const PHONE = /^\+?\d{6,15}$/;

/** A phone number as it is dialled: digits with a leading +. */
function phoneOf(text: string): string {
  return text.replace(/^00/, '+').replace(/[\s\u00a0()/‐‑–−.-]/g, '');
}

// An address that a browser opens: scheme, a host with a dot, and no spaces.
const WEB = /^https?:\/\/[^\s/?#.@]+(\.[^\s/?#.@]+)+([/?#]\S*)?$/iu;

/** `www.ekhamn.example` is written by people and `https://www.ekhamn.example` is meant. */
function webAddress(text: string): string {
  return /^[a-z][a-z+.-]*:/i.test(text) ? text : `https://${text}`;
}

/** Words as a person counts them: what white space parts. */
function wordsIn(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}

const form: { readonly [type in TextType]: (text: string) => Problem | undefined } = {
  text: (text) => (text.includes('\n') ? { rule: 'one-line' } : undefined),
  'long-text': () => undefined,
  email: (text) => (EMAIL.test(text) ? undefined : { rule: 'email' }),
  phone: (text) => (PHONE.test(phoneOf(text)) ? undefined : { rule: 'phone' }),
  'web-address': (text) => (WEB.test(text) ? undefined : { rule: 'web-address' }),
};

function check(type: TextType, question: Question, value: Json): readonly Problem[] {
  if (typeof value !== 'string') return [{ rule: 'shape' }];
  if (value.trim() === '') return [{ rule: 'required' }];
  const count = lengthOf(value);
  const max = limitOf(question);
  if (count > max) return [{ rule: 'too-long', values: { max: `${max}`, count: `${count}` } }];
  const words = question.maxWords === undefined ? 0 : wordsIn(value);
  if (question.maxWords !== undefined && words > question.maxWords)
    return [{ rule: 'too-many-words', values: { max: `${question.maxWords}`, count: `${words}` } }];
  const problem = form[type](value);
  if (problem !== undefined) return [problem];
  return question.pattern === undefined || question.pattern.test(value) ? [] : [{ rule: 'pattern' }];
}

function row(type: TextType): TypeRow {
  return {
    data: true,
    verb: 'enter',
    read: (_question, name, fields): Read => {
      const text = typed(fields, name);
      if (text === '') return { kind: 'empty' };
      if (type === 'web-address') return { kind: 'value', value: webAddress(text) };
      return { kind: 'value', value: type === 'text' ? text.replace(/\s*\n\s*/g, ' ') : text };
    },
    write: (_question, name, value) => ({ [name]: [typeof value === 'string' ? value : ''] }),
    check: (question, value) => check(type, question, value),
    fromFact: (value) => (typeof value === 'string' ? value : undefined),
    schema: (question) => ({ type: 'string', minLength: 1, maxLength: limitOf(question) }),
    feel: () => ({ kind: 'string' }),
    toFeel: (_question, value) => (typeof value === 'string' ? value : null),
    print: (_question, value) => (typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'none' }),
  };
}

export const text = row('text');
export const longText = row('long-text');
export const email = row('email');
export const phone = row('phone');
export const web = row('web-address');
