import type { FeelValue, Json, Stored } from './types.ts';
import { contextOf, isContext, isFunction, isList } from './values/kinds.ts';
import { decimal, isNumber, isSafeInteger, numeral } from './values/number.ts';
import { Range } from './values/range.ts';
import { isTemporal } from './values/temporal.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from './values/temporal-text.ts';
import { textOf } from './values/text.ts';

/** Writes a value as JSON with marks for the leaves JSON has no type for (see `Stored`). Functions are stored as null. */
export function encode(value: FeelValue): Stored {
  const marks: { [pointer: string]: string } = {};
  const json = write(value, '', marks);
  return Object.keys(marks).length === 0 ? { value: json } : { value: json, marks };
}

function token(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function write(value: FeelValue, pointer: string, marks: { [pointer: string]: string }): Json {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean')
    return value ?? null;
  if (isNumber(value)) {
    if (isSafeInteger(value)) return value.toNumber() + 0;
    marks[pointer] = 'number';
    return numeral(value);
  }
  if (isList(value)) return value.map((item, index) => write(item, `${pointer}/${index}`, marks));
  if (isTemporal(value)) {
    marks[pointer] = value.kind;
    return value.toString();
  }
  if (value instanceof Range) {
    marks[pointer] = 'range';
    return {
      low: write(value.low, `${pointer}/low`, marks),
      high: write(value.high, `${pointer}/high`, marks),
      included: [value.lowIncluded, value.highIncluded],
      operator: value.operator ?? null,
    };
  }
  if (isFunction(value) || !isContext(value)) {
    marks[pointer] = 'function';
    return typeof value === 'object' && isFunction(value) ? textOf(value) : null;
  }
  const out: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) {
    const json = write(item, `${pointer}/${token(key)}`, marks);
    Object.defineProperty(out, key, { value: json, enumerable: true, configurable: true, writable: true });
  }
  return out;
}

/** Reads what `encode` wrote. A leaf whose text does not fit its mark is null; a function cannot come back and is null. */
export function decode(stored: Stored): FeelValue {
  return read(stored.value, '', stored.marks ?? {});
}

function read(json: Json, pointer: string, marks: { readonly [pointer: string]: string }): FeelValue {
  const mark = marks[pointer];
  if (mark === 'function') return null;
  if (typeof json === 'string') return mark === undefined ? json : leaf(json, mark);
  if (typeof json === 'number') return decimal(json);
  if (json === null || typeof json === 'boolean') return json;
  if (isArray(json)) return json.map((item, index) => read(item, `${pointer}/${index}`, marks));
  const inner = (key: string) => read(json[key] ?? null, `${pointer}/${token(key)}`, marks);
  if (mark === 'range') {
    const [low = false, high = false] = isArray(json['included'] ?? null)
      ? (json['included'] as readonly boolean[])
      : [];
    const operator = typeof json['operator'] === 'string' ? json['operator'] : undefined;
    return new Range(inner('low'), inner('high'), { low, high }, operator);
  }
  return contextOf(Object.keys(json).map((key) => [key, inner(key)]));
}

function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function leaf(text: string, mark: string): FeelValue {
  switch (mark) {
    case 'number':
      return decimal(text);
    case 'date':
      return parseDate(text);
    case 'time':
      return parseTime(text);
    case 'date and time':
      return parseDateTime(text);
    case 'days and time duration':
    case 'years and months duration':
      return parseDuration(text);
    default:
      return text;
  }
}
