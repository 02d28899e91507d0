import type { NeededInput } from '@torget/decision';
import {
  decimal,
  type FeelContext,
  type FeelType,
  type FeelValue,
  isContext,
  isList,
  parseTemporalText,
} from '@torget/feel';

/**
 * Reads JSON as FEEL values without losing a digit. A text becomes what the model declares for its place (number, date,
 * duration …); where nothing is declared, `@"2026-02-03"` says what it is, as in FEEL. Answers why it cannot be read.
 */
export function readInput(json: string, needed: readonly NeededInput[]): FeelContext | string {
  const read = parse(json);
  if (typeof read === 'string') return read;
  const types = new Map(needed.map(({ name, type }) => [name, type]));
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, typed(value, types.get(name))]));
}

function parse(json: string): FeelContext | string {
  try {
    // The reviver is told the source text, from which a number is read exactly: JSON.parse makes doubles.
    const value: FeelValue = JSON.parse(json, (_key, part: unknown, context?: { readonly source?: string }) =>
      typeof part === 'number' ? decimal(context?.source ?? part) : part,
    );
    return isContext(value) ? value : 'an object with the inputs by name is expected: {"income": 30000}';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function typed(value: FeelValue, type: FeelType = { kind: 'any' }): FeelValue {
  if (typeof value === 'string') return textAs(value, type);
  if (isList(value)) return value.map((item) => typed(item, type.kind === 'list' ? type.of : type));
  if (!isContext(value)) return value;
  const entries = type.kind === 'context' ? type.entries : {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typed(item, entries[key])]));
}

const TEMPORAL: readonly string[] = [
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
] satisfies FeelType['kind'][];

/** A text that does not read as what is declared stays a text: the model then says what is wrong with it. */
function textAs(text: string, type: FeelType): FeelValue {
  if (type.kind === 'list') return textAs(text, type.of);
  if (type.kind === 'number') return decimal(text) ?? text;
  if (TEMPORAL.includes(type.kind)) return parseTemporalText(text) ?? text;
  const literal = type.kind === 'any' ? /^@"(.*)"$/.exec(text)?.[1] : undefined;
  return literal === undefined ? text : (parseTemporalText(literal) ?? text);
}
