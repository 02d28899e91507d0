import type { FeelValue } from '../types.ts';
import { isContext, isList } from './kinds.ts';
import { spend, spendText } from './meter.ts';
import { isNumber, numeral } from './number.ts';
import { Range } from './range.ts';
import { isTemporal } from './temporal.ts';

/** A value inside a list or context: strings in quotation marks, as `string()` prints them (10.3.4.1). */
function inner(value: FeelValue): string {
  if (typeof value === 'string') spendText(value.length);
  if (typeof value === 'string') return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return value === null ? 'null' : textOf(value);
}

function rangeText(range: Range): string {
  const end = (value: FeelValue) => (isTemporal(value) ? `@"${value}"` : inner(value));
  if (range.operator !== undefined) {
    const value = range.operator.startsWith('<') ? range.high : range.low;
    return `(${range.operator} ${end(value)})`;
  }
  const low = range.low === null ? '' : end(range.low);
  const high = range.high === null ? '' : end(range.high);
  return `${range.lowIncluded ? '[' : '('}${low}..${high}${range.highIncluded ? ']' : ')'}`;
}

/** The text that `string(value)` gives. Null for null. */
export function textOf(value: FeelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numeral(value);
  if (isList(value)) spend(value.length);
  if (isList(value)) return `[${value.map(inner).join(', ')}]`;
  if (isTemporal(value)) return value.toString();
  if (value instanceof Range) return rangeText(value);
  if (isContext(value)) {
    spend(Object.keys(value).length);
    const key = (name: string) => (/^[\p{L}_?][\p{L}\p{N}_ ]*$/u.test(name) ? name : inner(name));
    return `{${Object.entries(value)
      .map(([name, item]) => `${key(name)}: ${inner(item)}`)
      .join(', ')}}`;
  }
  return 'function';
}
