import { Decimal, encode, type FeelContext, type FeelValue, type Json } from '@torget/feel';

/** YAML values as FEEL sees them: numbers are decimals. */
function fromYaml(value: unknown): FeelValue {
  if (typeof value === 'number') return new Decimal(value);
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(fromYaml);
  return contextOf(value as { readonly [key: string]: unknown });
}

export function contextOf(value: { readonly [key: string]: unknown } | undefined): FeelContext {
  return Object.fromEntries(Object.entries(value ?? {}).map(([key, item]) => [key, fromYaml(item)]));
}

/** Plain JSON of a value, for comparing. */
function json(value: FeelValue): Json {
  return ordered(encode(value).value);
}

/** The entries of a context have no order: a database gives them back in one of its own. */
function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, ordered(item)]));
}

/** Equality of what was seen and what a scenario writes; null and absent are the same. */
export function same(seen: FeelValue | undefined, written: unknown): boolean {
  return JSON.stringify(json(seen ?? null)) === JSON.stringify(json(fromYaml(written)));
}

/** What was seen, for a message. */
export function shown(seen: FeelValue | undefined): string {
  return seen === undefined ? 'absent' : JSON.stringify(json(seen));
}

/** Equality of two values, as their JSON. */
export function alike(one: FeelValue | undefined, other: FeelValue | undefined): boolean {
  return JSON.stringify(json(one ?? null)) === JSON.stringify(json(other ?? null));
}
