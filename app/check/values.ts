import { Decimal, type Json } from '@torget/feel';
import { folded } from './mismatch.ts';

const NUMERAL = /^-?\d+(\.\d+)?$/;

function numeral(value: Json | undefined): Decimal | undefined {
  if (typeof value === 'number') return new Decimal(value);
  return typeof value === 'string' && NUMERAL.test(value) ? new Decimal(value) : undefined;
}

/**
 * Whether a value is what an example says: numbers as decimals (`11420` is `11420.00`), texts with white space folded, of
 * contexts only the keys that are named.
 */
export function matches(expected: Json, actual: Json | undefined): boolean {
  const [a, b] = [numeral(expected), numeral(actual)];
  if (a !== undefined && b !== undefined) return a.equals(b);
  if (typeof expected === 'string') return typeof actual === 'string' && folded(expected) === folded(actual);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => matches(item, actual[index]))
    );
  }
  if (typeof expected !== 'object' || expected === null) return expected === (actual ?? null);
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false;
  const context = actual as { readonly [key: string]: Json };
  return Object.entries(expected).every(([key, value]) => matches(value, context[key]));
}

/** A value as a message prints it. */
export function shown(value: Json | undefined): string {
  return value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}
