import { fromJson } from './json.ts';
import type { FeelType, FeelValue, Json } from './types.ts';
import { contextOf } from './values/kinds.ts';
import { decimal } from './values/number.ts';
import { parseDate, parseDuration, parseInstant, parseTime } from './values/temporal-text.ts';
import { ANY, BOOLEAN, join, listOf, NULL, NUMBER, STRING } from './values/types.ts';

/** The part of JSON Schema 2020-12 that settles a FEEL type. Other keywords are left to the validator. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: { readonly [key: string]: Schema };
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: Schema };
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows `#/$defs/name`; an unknown reference is a schema that says nothing. */
function resolve(schema: Schema, root: Schema): Schema {
  let at = schema;
  for (let step = 0; step < 20 && at.$ref !== undefined; step += 1) {
    at = root.$defs?.[at.$ref.replace('#/$defs/', '')] ?? {};
  }
  return at;
}

function kindsOf(schema: Schema): readonly string[] {
  const { type } = schema;
  if (type === undefined)
    return schema.properties !== undefined ? ['object'] : schema.items !== undefined ? ['array'] : [];
  return (typeof type === 'string' ? [type] : type).filter((one) => one !== 'null');
}

const TEXT: { readonly [format: string]: FeelType } = {
  decimal: NUMBER,
  date: { kind: 'date' },
  time: { kind: 'time' },
  'date-time': { kind: 'date and time' },
};

/** The FEEL type that values of a schema have. `format: decimal` strings are numbers; a schema that says nothing is `any`. */
export function typeOfSchema(schema: unknown): FeelType {
  return isSchema(schema) ? typeIn(schema, schema, 0) : ANY;
}

function typeIn(given: Schema, root: Schema, depth: number): FeelType {
  if (depth > 30) return ANY;
  const schema = resolve(given, root);
  const inner = (one: Schema) => typeIn(one, root, depth + 1);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map(inner).reduce(join, NULL);
  const [kind, second] = kindsOf(schema);
  if (second !== undefined) return ANY;
  if (kind === 'string') return TEXT[schema.format ?? ''] ?? STRING;
  if (kind === 'integer' || kind === 'number') return NUMBER;
  if (kind === 'boolean') return BOOLEAN;
  if (kind === 'array') return listOf(schema.items === undefined ? ANY : inner(schema.items));
  if (kind !== 'object') return schema.type === 'null' ? NULL : ANY;
  const entries = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, inner(one)]));
  const open = schema.additionalProperties === true || schema.properties === undefined;
  return { kind: 'context', entries, ...(open ? { open: true } : {}) };
}

/** JSON that a schema describes, as FEEL values. What does not fit its schema comes through as it is. */
export function fromSchema(json: Json, schema: unknown): FeelValue {
  return isSchema(schema) ? read(json, schema, schema) : fromJson(json);
}

function read(json: Json, given: Schema, root: Schema): FeelValue {
  const schema = resolve(given, root);
  if (json === null || json === undefined) return null;
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return read(json, either.find((one) => takes(json, resolve(one, root))) ?? {}, root);
  if (typeof json === 'string') return text(json, schema.format);
  if (typeof json === 'number') return decimal(json);
  if (typeof json === 'boolean') return json;
  if (isArray(json)) return json.map((item) => read(item, schema.items ?? {}, root));
  const properties = schema.properties ?? {};
  const rest = isSchema(schema.additionalProperties) ? schema.additionalProperties : {};
  return contextOf(
    Object.entries(json).map(([key, item]) => [
      key,
      read(item, Object.hasOwn(properties, key) ? (properties[key] ?? {}) : rest, root),
    ]),
  );
}

function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** Whether a value is of the JSON type a branch names; formats do not count. */
function takes(json: Json, schema: Schema): boolean {
  const kinds = kindsOf(schema);
  if (Array.isArray(json)) return kinds.includes('array');
  if (typeof json === 'number') return kinds.includes('integer') || kinds.includes('number');
  return kinds.includes(typeof json);
}

function text(value: string, format: string | undefined): FeelValue {
  switch (format) {
    case 'decimal':
      return decimal(value) ?? value;
    case 'date':
      return parseDate(value) ?? value;
    case 'time':
      return parseTime(value) ?? value;
    case 'date-time':
      return parseInstant(value) ?? value;
    case 'duration':
      return parseDuration(value) ?? value;
    default:
      return value;
  }
}
