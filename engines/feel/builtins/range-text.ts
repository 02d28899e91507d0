import type { FeelValue } from '../types.ts';
import { compare } from '../values/equality.ts';
import { decimal } from '../values/number.ts';
import { Range } from '../values/range.ts';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from '../values/temporal-text.ts';

/** The text that `range()` reads (DMN 1.5, 10.3.4.1): a range literal whose ends are literals. */

const READERS: { readonly [name: string]: (text: string) => FeelValue } = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
};

/** One end: a number, a string, `@"…"` or a constructor with one literal. Undefined when it is none of them. */
function end(text: string): FeelValue | undefined {
  const number = decimal(text);
  if (number !== null) return number;
  const literal = /^(@|[a-z ]+\(\s*)?"((?:[^"\\]|\\.)*)"\s*(\))?$/.exec(text);
  if (literal === null) return undefined;
  const [, opening, content = '', closing] = literal;
  if (opening === undefined) return closing === undefined ? content.replace(/\\(.)/g, '$1') : undefined;
  if (opening === '@') return closing === undefined ? (parseTemporal(content) ?? undefined) : undefined;
  const read = READERS[opening.replace(/\(\s*$/, '').trim()];
  return closing === undefined || read === undefined ? undefined : (read(content) ?? undefined);
}

/** The two dots between the ends, outside quotation marks; -1 when there are none. */
function dots(text: string): number {
  let quoted = false;
  for (let index = 0; index < text.length - 1; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') quoted = !quoted;
    else if (!quoted && text.startsWith('..', index)) return index;
  }
  return -1;
}

/** The range of the text, or null when it is none. A missing end needs an open bracket: `(..2]`, `[1..)`. */
export function parseRange(text: string): Range | null {
  const trimmed = text.trim();
  const [first, last] = [trimmed.charAt(0), trimmed.slice(-1)];
  const inner = trimmed.slice(1, -1);
  const at = dots(inner);
  if (!'[(]'.includes(first) || !'])['.includes(last) || at < 0) return null;
  const [left, right] = [inner.slice(0, at).trim(), inner.slice(at + 2).trim()];
  if (left === '' && right === '') return null;
  const low = left === '' ? null : end(left);
  const high = right === '' ? null : end(right);
  if (low === undefined || high === undefined) return null;
  const included = { low: first === '[', high: last === ']' };
  if (low === null) return included.low ? null : Range.ofOperator(included.high ? '<=' : '<', high);
  if (high === null) return included.high ? null : Range.ofOperator(included.low ? '>=' : '>', low);
  const order = compare(low, high);
  return order === null || order > 0 ? null : new Range(low, high, included);
}
