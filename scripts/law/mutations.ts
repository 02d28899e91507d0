import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A small break of what carries a demand of the law, which the demand's tests must notice. */
export interface Mutation {
  /** The clause of the law that is broken. */
  readonly breaks: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly put: string;
}

/** The breaks of each demand, in its order: `mutations.yaml`. */
export function mutations(): ReadonlyMap<string, readonly Mutation[]> {
  const text = readFileSync(join(import.meta.dirname, 'mutations.yaml'), 'utf8');
  return new Map(Object.entries(parse(text) as { readonly [demand: string]: readonly Mutation[] }));
}

/** The text with its one place changed; undefined where it does not stand exactly once. */
export function mutated(text: string, { find, put }: Pick<Mutation, 'find' | 'put'>): string | undefined {
  const at = text.indexOf(find);
  if (at < 0 || text.indexOf(find, at + 1) >= 0 || find === put) return undefined;
  return text.slice(0, at) + put + text.slice(at + find.length);
}
