import type { FeelValue, Json } from './types.ts';
import { contextOf, isContext, isList } from './values/kinds.ts';
import { decimal, isNumber, isSafeInteger, numeral } from './values/number.ts';
import { textOf } from './values/text.ts';

/** Plain JSON for people and other systems: whole numbers up to 2^53 as numbers, other decimals and all temporals as text. */
export function toJson(value: FeelValue): Json {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean')
    return value ?? null;
  if (isNumber(value)) return isSafeInteger(value) ? value.toNumber() + 0 : numeral(value);
  if (isList(value)) return value.map(toJson);
  if (!isContext(value)) return textOf(value);
  const out: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(out, key, { value: toJson(item), enumerable: true, configurable: true, writable: true });
  }
  return out;
}

/** JSON without a schema: numbers become decimals, texts stay texts. */
export function fromJson(json: Json): FeelValue {
  if (typeof json === 'number') return decimal(json);
  if (json === null || typeof json !== 'object') return json ?? null;
  if (Array.isArray(json)) return json.map(fromJson);
  return contextOf(Object.entries(json).map(([key, item]) => [key, fromJson(item)]));
}
