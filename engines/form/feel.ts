import {
  date,
  decimal,
  type FeelType,
  type FeelValue,
  isContext,
  isList,
  isNumber,
  type Json,
  textOf,
} from '@torget/feel';

/** The one place where values cross between JSON and FEEL: decimals are text in JSON, dates ISO 8601. */

/** Plain notation already: nothing to take away. */
const SHORTEST = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,14})\.\d{0,5}[1-9])$/;
/** Whole numbers that a double carries exactly. */
const SMALL = /^-?\d{1,15}$/;

/** A decimal from its text, null when it is none. */
export function numberOf(text: string): FeelValue {
  return decimal(text);
}

/** A date from `YYYY-MM-DD`, null when it is none. */
export function dateOf(text: string): FeelValue {
  return date(text);
}

/** The shortest plain notation: `007.50` is `7.5`. The text must be a numeral. */
export function plain(text: string): string {
  if (SHORTEST.test(text)) return text;
  const number = decimal(text);
  return number === null ? text : textOf(number);
}

/** Negative, zero or positive. What is no numeral counts as zero. */
export function compareNumbers(a: string, b: string): number {
  if (SMALL.test(a) && SMALL.test(b)) return Number(a) - Number(b);
  const [left, right] = [decimal(a), decimal(b)];
  return left === null || right === null ? 0 : left.cmp(right);
}

/** A FEEL value as JSON: numbers and temporal values as text. Functions and ranges have no JSON and are null. */
export function jsonOf(value: FeelValue): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (isNumber(value)) return textOf(value);
  if (isList(value)) return value.map(jsonOf);
  if (isContext(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, jsonOf(entry)]));
  return value.kind === 'range' || value.kind === 'function' ? null : value.toString();
}

/** JSON as FEEL by a static type. Where the type is not known a text stays a text and a number becomes a decimal. */
export function typed(json: Json, type: FeelType): FeelValue {
  if (json === null || typeof json === 'boolean') return json;
  if (typeof json === 'number') return numberOf(`${json}`);
  if (typeof json === 'string')
    return type.kind === 'number' ? numberOf(json) : type.kind === 'date' ? dateOf(json) : json;
  if (Array.isArray(json)) return json.map((item: Json) => typed(item, type.kind === 'list' ? type.of : ANY));
  const entries = type.kind === 'context' ? type.entries : {};
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, typed(item, entries[key] ?? ANY)]));
}

const ANY: FeelType = { kind: 'any' };
