import type { Node as Syntax } from './syntax/ast.ts';
import { parse } from './syntax/parse.ts';
import type { FeelTemporal, FeelValue, Scope } from './types.ts';
import { parseDate, parseDuration, parseInstant, parseTemporal, parseTime } from './values/temporal-text.ts';

export { codeOf, compile, type Given, invokeWith, together } from './compile.ts';
export type { Bilingual, Fault, Result } from './fault.ts';
export { fromJson, toJson } from './json.ts';
export { convert } from './run/convert.ts';
export { external } from './run/external.ts';
export { fromSchema, type Schema, typeOfSchema } from './schema.ts';
export { decode, encode } from './stored.ts';
export type { Node as Syntax } from './syntax/ast.ts';
export { typeNamed } from './syntax/type.ts';
export type * from './types.ts';
export { compare as compareValues, equal } from './values/equality.ts';
export { Closure, type Parameter } from './values/function.ts';
export { contextOf, isContext, isList, kindOf } from './values/kinds.ts';
export { whyNot } from './values/mismatch.ts';
export { Decimal, decimal, isNumber } from './values/number.ts';
export { textOf } from './values/text.ts';
export { conforms, join, subtype, typeOf } from './values/types.ts';

/** The date of a text `YYYY-MM-DD`, or null. */
export function date(text: string): FeelTemporal | null {
  return parseDate(text);
}

/** The date and time of a text such as `2026-02-03T08:00:00+01:00` or `…@Europe/Stockholm`, or null. Seconds may be left out. */
export function dateTime(text: string): FeelTemporal | null {
  return parseInstant(text);
}

/** Whatever temporal value the text is: date, time, date and time, duration; or null. */
export function parseTemporalText(text: string): FeelTemporal | null {
  return parseTemporal(text);
}

/** The time of a text `HH:MM:SS`, or null. */
export function time(text: string): FeelTemporal | null {
  return parseTime(text);
}

/** The duration of a text such as `P14D` or `P1Y2M`, or null. */
export function duration(text: string): FeelTemporal | null {
  return parseDuration(text);
}

/** True for a date, time, date and time or duration. */
export function isTemporal(value: FeelValue): value is FeelTemporal {
  return typeof value === 'object' && value !== null && 'kind' in value && !('low' in value) && 'toString' in value;
}

/**
 * The tree of an expression that compiles against the scope, for saying it in other words; undefined for a text that is
 * none. Offsets count from 0 in the text.
 */
export function syntaxOf(text: string, scope: Scope = {}): Syntax | undefined {
  const parsed = parse(text, { scope }, {});
  return parsed.ok ? parsed.value : undefined;
}
