import type { Json } from '@torget/feel';
import { factAt, isRecord } from '../facts.ts';
import type { Around } from '../types.ts';

/** One answer of a register, as it stands in the facts. */
export type RegisterRow = { readonly [key: string]: Json };

/** What was looked up in a register for this draft: a list of contexts under `register.<name>`, or under its `rader`. */
export function registerRows(around: Around, name: 'companies' | 'addresses' | 'properties'): readonly RegisterRow[] {
  const fact = factAt(around.facts, `register.${name}`);
  const list = isRecord(fact) ? fact['rader'] : fact;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** The name of the register that a row comes from. */
export function sourceOf(row: RegisterRow | undefined): string | null {
  return row !== undefined && typeof row['source'] === 'string' ? row['source'] : null;
}
