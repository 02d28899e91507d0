import type { Json } from '@torget/feel';
import { factAt, isRecord } from '../facts.ts';
import type { Around, Printed, Question, Schema, TypeRow } from '../types.ts';
import { typed } from './text.ts';

/** A time that can be booked. Local times `YYYY-MM-DDTHH:MM`: an appointment is kept by the clock on the wall. */
export interface Slot {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly plats: string | null;
}

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const KEYS = ['id', 'start', 'end', 'plats'];

function slotIn(value: Json): Slot | undefined {
  if (!isRecord(value)) return undefined;
  const { id, start, end, plats } = value;
  if (typeof id !== 'string' || typeof start !== 'string' || typeof end !== 'string') return undefined;
  if (!LOCAL.test(start) || !LOCAL.test(end)) return undefined;
  return { id, start, end, plats: typeof plats === 'string' ? plats : null };
}

/** The times that the calendar offers now, in order: the free ones and the one that the draft holds. */
export function slotsOf(question: Question, around: Around): readonly Slot[] {
  const fact = factAt(around.facts, `register.calendars.${question.calendar ?? ''}`);
  const list = isRecord(fact) ? fact['tider'] : fact;
  return Array.isArray(list) ? list.flatMap((each: Json) => slotIn(each) ?? []) : [];
}

function find(question: Question, id: Json | undefined, around: Around): Slot | undefined {
  return slotsOf(question, around).find((slot) => slot.id === id);
}

function schema(): Schema {
  const text: Json = { type: 'string', minLength: 1, maxLength: 100 };
  const local: Json = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$' };
  const properties = { id: text, start: local, end: local, plats: { type: ['string', 'null'], maxLength: 200 } };
  return { type: 'object', properties, required: KEYS, additionalProperties: false };
}

function print(value: Json): Printed {
  const slot = slotIn(value);
  if (slot === undefined) return { kind: 'none' };
  const { start, end, plats } = slot;
  return { kind: 'appointment', start, end, ...(plats === null ? {} : { place: plats }) };
}

/** A time to come or be called, one of those that the calendar offers. When and where is the calendar's to say. */
export const appointment: TypeRow = {
  data: true,
  label: { sv: 'Välj en tid', en: 'Choose a time' },
  verb: 'choose',
  read: (question, name, fields, around) => {
    const id = typed(fields, name);
    if (id === '') return { kind: 'empty' };
    const slot = find(question, id, around);
    if (slot === undefined) return { kind: 'wrong', problems: [{ rule: 'appointment-gone' }] };
    return { kind: 'value', value: { ...slot } };
  },
  write: (_question, name, value) => ({ [name]: isRecord(value) ? [`${value['id'] ?? ''}`] : [] }),
  check: (question, value, around) => {
    if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
    return find(question, value['id'], around) === undefined ? [{ rule: 'appointment-gone' }] : [];
  },
  settle: (value, around, question) => {
    const slot = isRecord(value) ? find(question, value['id'], around) : undefined;
    return slot === undefined ? value : { ...slot };
  },
  schema,
  feel: () => ({ kind: 'context', entries: Object.fromEntries(KEYS.map((key) => [key, { kind: 'string' }])) }),
  toFeel: (_question, value) =>
    isRecord(value)
      ? Object.fromEntries(KEYS.map((key) => [key, typeof value[key] === 'string' ? value[key] : null]))
      : null,
  print: (_question, value) => print(value),
};
