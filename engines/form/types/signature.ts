import type { Json } from '@torget/feel';
import { factAt, isRecord } from '../facts.ts';
import { dateOf } from '../feel.ts';
import type { Around, Printed, Problem, Question, TypeRow } from '../types.ts';
import { dayOf } from './legal-day.ts';
import { lengthOf, typed } from './text.ts';

const MOST = 120;
const KEYS = ['namn', 'dag'];

function folded(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase('sv').replace(/\s+/g, ' ').trim();
}

/** The name of the person who is signed in, as the population register writes it. */
function signedIn(around: Around): string | undefined {
  const name = factAt(around.facts, 'register.person.namn');
  return typeof name === 'string' ? name : undefined;
}

function check(_question: Question, value: Json, around: Around): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const { namn } = value;
  if (typeof namn !== 'string' || namn.trim() === '') return [{ rule: 'required' }];
  if (lengthOf(namn) > MOST) return [{ rule: 'too-long', values: { max: `${MOST}`, count: `${lengthOf(namn)}` } }];
  const own = signedIn(around);
  return own === undefined || folded(own) === folded(namn) ? [] : [{ rule: 'signature-name', values: { name: own } }];
}

function print(value: Json): Printed {
  if (!isRecord(value)) return { kind: 'none' };
  const { namn, dag } = value;
  const day: Printed[] = typeof dag === 'string' ? [{ kind: 'date', value: dag }] : [];
  return { kind: 'list', items: [{ kind: 'text', text: `${namn}` }, ...day] };
}

/**
 * The name under what the label says, written by the one who signs: a simple electronic signature (eIDAS, article 3.10). Who is
 * signed in can write no other name than their own. `dag` is the day on which the application is sent.
 */
export const signature: TypeRow = {
  data: true,
  label: { sv: 'Skriv under med ditt namn', en: 'Sign with your name' },
  verb: 'enter',
  read: (_question, name, fields) => {
    const text = typed(fields, name).replace(/\s+/g, ' ');
    return text === '' ? { kind: 'empty' } : { kind: 'value', value: { namn: text } };
  },
  write: (_question, name, value) => ({ [name]: [isRecord(value) ? `${value['namn'] ?? ''}` : ''] }),
  check,
  settle: (value, around) =>
    isRecord(value) ? { namn: value['namn'] ?? '', dag: dayOf(around.at).toString() } : value,
  fromText: (text) => ({ namn: text }),
  schema: () => ({
    type: 'object',
    properties: { namn: { type: 'string', minLength: 1, maxLength: MOST }, dag: { type: 'string', format: 'date' } },
    required: KEYS,
    additionalProperties: false,
  }),
  feel: () => ({ kind: 'context', entries: { namn: { kind: 'string' }, dag: { kind: 'date' } } }),
  toFeel: (_question, value) => (isRecord(value) ? { namn: `${value['namn']}`, dag: dateOf(`${value['dag']}`) } : null),
  print: (_question, value) => print(value),
};
