import type { Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import { numberOf } from '../feel.ts';
import type { Fields, Printed, Problem, Question, Read, TypeRow } from '../types.ts';
import { degree, MAX_STREET, MAX_TEXT } from './point.ts';
import { lengthOf, typed } from './text.ts';

type Shape = 'line' | 'area';
type Point = { readonly lat: string; readonly lon: string };

/** Corners that make a line and an area; more than a hundred nobody points out by hand. */
const FEWEST = { line: 2, area: 3 } as const;
const MOST_POINTS = 100;

const KEYS = ['punkter', 'gata', 'text'];

/** The points of a field: `58.32,17.01 58.33,17.02`. What is no point is left out. */
export function pointsIn(text: string): readonly Point[] {
  return text
    .split(/\s+/)
    .slice(0, MOST_POINTS + 1)
    .flatMap((pair) => {
      const [lat, lon] = pair.split(',');
      const point = { lat: degree(lat, '90'), lon: degree(lon, '180') };
      return point.lat === undefined || point.lon === undefined ? [] : [{ lat: point.lat, lon: point.lon }];
    });
}

/** The points as the field holds them. */
export function pointsText(points: readonly Point[]): string {
  return points.map(({ lat, lon }) => `${lat},${lon}`).join(' ');
}

function pointsOf(value: Json | undefined): readonly Point[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const points = value.flatMap((each: Json): Point[] => {
    if (!isRecord(each) || Object.keys(each).some((key) => key !== 'lat' && key !== 'lon')) return [];
    const [lat, lon] = [degree(each['lat'], '90'), degree(each['lon'], '180')];
    return lat === undefined || lon === undefined ? [] : [{ lat, lon }];
  });
  return points.length === value.length ? points : undefined;
}

function check(shape: Shape, value: Json): readonly Problem[] {
  if (!isRecord(value) || Object.keys(value).some((key) => !KEYS.includes(key))) return [{ rule: 'shape' }];
  const { punkter, gata, text } = value;
  for (const [said, most] of [
    [gata, MAX_STREET],
    [text, MAX_TEXT],
  ] as const) {
    if (said !== undefined && (typeof said !== 'string' || said === '')) return [{ rule: 'shape' }];
    if (typeof said === 'string' && lengthOf(said) > most)
      return [{ rule: 'too-long', part: '-text', values: { max: `${most}`, count: `${lengthOf(said)}` } }];
  }
  if (punkter === undefined) return gata === undefined && text === undefined ? [{ rule: 'required' }] : [];
  const points = pointsOf(punkter);
  if (points === undefined) return [{ rule: 'shape', pointer: '/punkter' }];
  if (points.length > MOST_POINTS)
    return [{ rule: 'too-many', pointer: '/punkter', part: '-text', values: { max: `${MOST_POINTS}` } }];
  if (points.length >= FEWEST[shape]) return [];
  return [{ rule: `${shape}-points`, pointer: '/punkter', part: '-text' }];
}

function read(_question: Question, name: string, fields: Fields): Read {
  const points = pointsIn(typed(fields, `${name}-punkter`));
  const [street, text] = [typed(fields, `${name}-gata`), typed(fields, `${name}-text`)];
  const value = {
    ...(points.length === 0 ? {} : { punkter: points.map(({ lat, lon }) => ({ lat, lon })) }),
    ...(street === '' ? {} : { gata: street }),
    ...(text === '' ? {} : { text }),
  };
  return Object.keys(value).length === 0 ? { kind: 'empty' } : { kind: 'value', value };
}

function write(name: string, value: Json): Fields {
  if (!isRecord(value)) return {};
  const points = pointsOf(value['punkter']) ?? [];
  return {
    ...(points.length === 0 ? {} : { [`${name}-punkter`]: [pointsText(points)] }),
    ...(value['gata'] === undefined ? {} : { [`${name}-gata`]: [`${value['gata']}`] }),
    ...(value['text'] === undefined ? {} : { [`${name}-text`]: [`${value['text']}`] }),
  };
}

function print(shape: Shape, value: Json): Printed {
  if (!isRecord(value)) return { kind: 'none' };
  const { gata, text } = value;
  return {
    kind: shape,
    points: pointsOf(value['punkter']) ?? [],
    ...(typeof gata === 'string' ? { street: gata } : {}),
    ...(typeof text === 'string' ? { text } : {}),
  };
}

/** A stretch or a piece of ground: corners on the map, a street, or words. One is enough: a map is never the only way. */
function row(shape: Shape): TypeRow {
  const text = (maxLength: number): Json => ({ type: 'string', minLength: 1, maxLength });
  const lat: Json = { type: 'string', format: 'decimal', maxLength: 12 };
  return {
    data: true,
    verb: 'answer',
    first: '-text',
    read,
    write: (_question, name, value) => write(name, value),
    check: (_question, value) => check(shape, value),
    schema: () => ({
      type: 'object',
      properties: {
        punkter: {
          type: 'array',
          minItems: FEWEST[shape],
          maxItems: MOST_POINTS,
          items: {
            type: 'object',
            properties: { lat, lon: lat },
            required: ['lat', 'lon'],
            additionalProperties: false,
          },
        },
        gata: text(MAX_STREET),
        text: text(MAX_TEXT),
      },
      minProperties: 1,
      additionalProperties: false,
    }),
    feel: () => ({
      kind: 'context',
      entries: {
        punkter: {
          kind: 'list',
          of: { kind: 'context', entries: { lat: { kind: 'number' }, lon: { kind: 'number' } } },
        },
        gata: { kind: 'string' },
        text: { kind: 'string' },
      },
    }),
    toFeel: (_question, value) => {
      if (!isRecord(value)) return null;
      const { gata, text: said } = value;
      return {
        punkter: (pointsOf(value['punkter']) ?? []).map((point) => ({
          lat: numberOf(point.lat),
          lon: numberOf(point.lon),
        })),
        gata: typeof gata === 'string' ? gata : null,
        text: typeof said === 'string' ? said : null,
      };
    },
    print: (_question, value) => print(shape, value),
  };
}

export const line = row('line');
export const area = row('area');
