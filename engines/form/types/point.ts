import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import { compareNumbers, numberOf, plain } from '../feel.ts';
import type { Fields, Problem, Question, Read, TypeRow } from '../types.ts';
import { lengthOf, typed } from './text.ts';

const KEYS: readonly string[] = ['lat', 'lon', 'gata', 'text'];
const DEGREES = /^-?\d{1,3}(\.\d{1,7})?$/;
export const MAX_TEXT = 500;
export const MAX_STREET = 120;

/** A degree of WGS 84 (EPSG:4326) as a decimal, or undefined when it is none within `most` either way. */
export function degree(value: Json | undefined, most: string): string | undefined {
  if (typeof value !== 'string' || !DEGREES.test(value)) return undefined;
  return compareNumbers(value.replace('-', ''), most) > 0 ? undefined : plain(value);
}

function check(_question: Question, value: Json): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const { lat, lon, gata, text } = value;
  if ((lat === undefined) !== (lon === undefined)) return [{ rule: 'shape' }];
  if (lat !== undefined && (degree(lat, '90') === undefined || degree(lon, '180') === undefined))
    return [{ rule: 'shape' }];
  if (gata !== undefined && (typeof gata !== 'string' || gata === '' || lengthOf(gata) > MAX_STREET))
    return [{ rule: 'shape' }];
  if (text !== undefined && (typeof text !== 'string' || text === '')) return [{ rule: 'shape' }];
  if (typeof text === 'string' && lengthOf(text) > MAX_TEXT) {
    return [
      { rule: 'too-long', pointer: '/text', part: '-text', values: { max: `${MAX_TEXT}`, count: `${lengthOf(text)}` } },
    ];
  }
  return Object.keys(value).length === 0 ? [{ rule: 'required' }] : [];
}

function read(_question: Question, name: string, fields: Fields): Read {
  const value: { [key: string]: string } = {};
  const lat = degree(typed(fields, `${name}-lat`).replace(',', '.'), '90');
  const lon = degree(typed(fields, `${name}-lon`).replace(',', '.'), '180');
  if (lat !== undefined && lon !== undefined) Object.assign(value, { lat, lon });
  const [street, text] = [typed(fields, `${name}-gata`), typed(fields, `${name}-text`)];
  if (street !== '') value['gata'] = street;
  if (text !== '') value['text'] = text;
  return Object.keys(value).length === 0 ? { kind: 'empty' } : { kind: 'value', value };
}

/** A place: a point on the map, a street, words, or several of them. One is enough: a map is never the only way. */
export const point: TypeRow = {
  data: true,
  verb: 'answer',
  first: '-text',
  read,
  write: (_question, name, value): Fields =>
    isRecord(value)
      ? Object.fromEntries(
          KEYS.flatMap((key) => (value[key] === undefined ? [] : [[`${name}-${key}`, [`${value[key]}`]]])),
        )
      : {},
  check,
  schema: () => ({
    type: 'object',
    properties: {
      lat: { type: 'string', format: 'decimal', maxLength: 12 },
      lon: { type: 'string', format: 'decimal', maxLength: 12 },
      gata: { type: 'string', minLength: 1, maxLength: MAX_STREET },
      text: { type: 'string', minLength: 1, maxLength: MAX_TEXT },
    },
    dependentRequired: { lat: ['lon'], lon: ['lat'] },
    minProperties: 1,
    additionalProperties: false,
  }),
  feel: () => ({
    kind: 'context',
    entries: { lat: { kind: 'number' }, lon: { kind: 'number' }, gata: { kind: 'string' }, text: { kind: 'string' } },
  }),
  toFeel: (_question, value) => {
    if (!isRecord(value)) return null;
    const { lat, lon, gata, text } = value;
    return {
      lat: typeof lat === 'string' ? numberOf(lat) : null,
      lon: typeof lon === 'string' ? numberOf(lon) : null,
      gata: typeof gata === 'string' ? gata : null,
      text: typeof text === 'string' ? text : null,
    };
  },
  print: (_question, value) => {
    if (!isRecord(value)) return { kind: 'none' };
    const { lat, lon, gata, text } = value;
    return {
      kind: 'point',
      ...(typeof lat === 'string' && typeof lon === 'string' ? { lat, lon } : {}),
      ...(typeof gata === 'string' ? { street: gata } : {}),
      ...(typeof text === 'string' ? { text } : {}),
    };
  },
};
