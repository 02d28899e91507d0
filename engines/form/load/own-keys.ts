import type { Node } from 'yaml';
import { PARTS } from '../types/person.ts';
import { KINDS, LEVELS } from '../types/personal-number.ts';
import type { PersonPart, QuestionType } from '../types.ts';
import { AS, computedQuestion } from './names.ts';
import { readBoolean, readCount } from './parts.ts';
import { readPattern } from './pattern.ts';
import type { Where } from './question.ts';
import { type DraftQuestion, expect, type Reading } from './reading.ts';
import { itemsOf, textOf } from './yaml.ts';

/** Keys that only one or two types have, and which. */
export const OWN_ONLY: { readonly [key: string]: readonly QuestionType[] } = {
  input: ['date'],
  'max-words': ['long-text'],
  pattern: ['text'],
  kinds: ['personal-number'],
  level: ['personal-number'],
  'sole-trader': ['organisation-number', 'company'],
  ask: ['person'],
  'keep-original': ['file', 'files'],
  'asks-classified': ['file', 'files'],
  calendar: ['appointment'],
  rows: ['table'],
  columns: ['table'],
  value: ['computed'],
  as: ['computed'],
};
export const OWN_KEYS: readonly string[] = Object.keys(OWN_ONLY);

const PERSON_PARTS = Object.keys(PARTS) as readonly PersonPart[];

/** Reads the keys that only some types have. A key of another type has been reported already and is left alone. */
export function readOwn(
  keys: ReadonlyMap<string, Node>,
  question: DraftQuestion,
  reading: Reading,
  where: Where,
  owner: Node,
): void {
  const { faults } = reading;
  const key = (name: string) => (OWN_ONLY[name]?.includes(question.type) ? keys.get(name) : undefined);
  if (oneOf(key('input'), ['parts', 'text'], question, reading) === 'text') question.oneField = true;
  const words = key('max-words');
  if (words !== undefined) question.maxWords = readCount(words, faults, { min: 1, max: 20_000, fallback: 500 });
  const pattern = key('pattern');
  const read = pattern === undefined ? undefined : readPattern(pattern, question.id, faults);
  if (read !== undefined) question.pattern = read;
  const kinds = several(key('kinds'), KINDS, question, reading);
  if (kinds.length > 0) question.kinds = kinds;
  const level = oneOf(key('level'), LEVELS, question, reading);
  if (level !== undefined) question.level = level;
  if (readBoolean(key('sole-trader'), faults)) question.soleTrader = true;
  if (readBoolean(key('keep-original'), faults)) question.keepOriginal = true;
  if (readBoolean(key('asks-classified'), faults)) question.asksClassified = true;
  const ask = several(key('ask'), PERSON_PARTS, question, reading);
  if (ask.length > 0) question.ask = ask;
  if (question.type === 'appointment') readCalendar(key('calendar'), question, reading, where, owner);
  if (question.type === 'computed') readComputed(key('value'), key('as'), question, reading, where, owner);
}

function oneOf<T extends string>(
  node: Node | undefined,
  known: readonly T[],
  question: DraftQuestion,
  reading: Reading,
): T | undefined {
  if (node === undefined) return undefined;
  const found = known.find((each) => each === textOf(node));
  if (found === undefined) {
    reading.faults.add(
      node,
      'unknown-value',
      { sv: `${textOf(node) ?? ''} finns inte att välja här`, en: `${textOf(node) ?? ''} is no choice here` },
      { sv: `Skriv ${known.join(' eller ')}.`, en: `Write ${known.join(' or ')}.` },
      { element: question.id },
    );
  }
  return found;
}

function several<T extends string>(
  node: Node | undefined,
  known: readonly T[],
  question: DraftQuestion,
  reading: Reading,
): readonly T[] {
  if (node === undefined) return [];
  const named = itemsOf(node, reading.faults).flatMap((item) => oneOf(item, known, question, reading) ?? []);
  return [...new Set(named)];
}

function readCalendar(
  node: Node | undefined,
  question: DraftQuestion,
  reading: Reading,
  where: Where,
  owner: Node,
): void {
  if (where.group !== undefined) {
    reading.faults.add(
      owner,
      'appointment-in-group',
      { sv: 'En tid kan inte bokas i en grupp', en: 'A time cannot be booked in a group' },
      { sv: 'Lägg frågan på en egen sida.', en: 'Put the question on a page of its own.' },
      { element: question.id },
    );
  }
  const id = node === undefined ? undefined : textOf(node);
  if (id !== undefined && /^[a-z][a-z0-9_]*$/.test(id)) {
    question.calendar = id;
    return;
  }
  reading.faults.add(
    node ?? owner,
    'calendar',
    { sv: `Frågan ${question.id} har ingen kalender`, en: `The question ${question.id} has no calendar` },
    { sv: 'Skriv till exempel calendar: radgivning.', en: 'Write for instance calendar: radgivning.' },
    { element: question.id },
  );
}

function readComputed(
  value: Node | undefined,
  as: Node | undefined,
  question: DraftQuestion,
  reading: Reading,
  where: Where,
  owner: Node,
): void {
  if (where.group !== undefined) {
    reading.faults.add(
      owner,
      'computed-in-group',
      { sv: 'Ett beräknat värde kan inte stå i en grupp', en: 'A computed value cannot stand in a group' },
      { sv: 'Lägg det efter gruppen.', en: 'Put it after the group.' },
      { element: question.id },
    );
    return;
  }
  question.as = oneOf(as, AS, question, reading) ?? 'money';
  const node = value ?? owner;
  expect(reading, node, {
    element: question.id,
    position: where.position,
    local: [],
    condition: false,
    set: (program) => {
      question.value = program;
    },
  });
  computedQuestion(question, node, reading);
}
