import type { FeelType, FeelValue } from '../types.ts';
import { isList, kindOf } from '../values/kinds.ts';

/** One parameter of a built-in, read from its short form `name: kind|kind`, `name?` optional, `name…` repeated. */
export interface Formal {
  readonly name: string;
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly kinds: readonly string[];
  /** The whole form takes arguments by name only. */
  readonly named: boolean;
}

const read = new Map<string, Formal>();

export function formal(text: string): Formal {
  let known = read.get(text);
  if (known === undefined) {
    const named = text.startsWith('named: ');
    const [left = '', kinds = 'any'] = (named ? text.slice(7) : text).split(': ');
    const repeated = left.endsWith('…');
    const optional = left.endsWith('?');
    known = {
      name: repeated || optional ? left.slice(0, -1) : left,
      optional,
      repeated,
      kinds: kinds.split('|'),
      named,
    };
    read.set(text, known);
  }
  return known;
}

/** The argument as the parameter wants it, or undefined when it does not fit (conversions of 10.3.2.9.4). */
export function fit(value: FeelValue, { kinds }: Formal): FeelValue | undefined {
  if (kinds[0] === 'any') return value;
  const kind: FeelType['kind'] = kindOf(value);
  if (kinds.includes(kind)) return value;
  if (kinds.includes('duration') && kind.endsWith('duration')) return value;
  if (kinds.includes('list') && value !== null) return [value];
  if (isList(value) && value.length === 1 && value[0] !== undefined && kinds.includes(kindOf(value[0])))
    return value[0];
  return undefined;
}
