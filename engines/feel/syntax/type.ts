import type { SyntaxNode } from '@lezer/common';
import type { FeelType } from '../types.ts';
import { ANY, listOf } from '../values/types.ts';

/** Types that models name themselves (item definitions), beside FEEL's own. */
export type TypeNames = { readonly [name: string]: FeelType };

const OPEN: FeelType = { kind: 'context', entries: {}, open: true };

/** FEEL's own type names (grammar rule 56 and table 41), with XML spelling variants of DMN's older versions. */
const NAMES: { readonly [name: string]: FeelType } = {
  Any: ANY,
  any: ANY,
  Null: { kind: 'null' },
  number: { kind: 'number' },
  string: { kind: 'string' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  'date and time': { kind: 'date and time' },
  dateTime: { kind: 'date and time' },
  'days and time duration': { kind: 'days and time duration' },
  dayTimeDuration: { kind: 'days and time duration' },
  'years and months duration': { kind: 'years and months duration' },
  yearMonthDuration: { kind: 'years and months duration' },
  list: listOf(ANY),
  context: OPEN,
  range: { kind: 'range', of: ANY },
  // The bare word `function` is a keyword of the grammar; `parse` writes it so.
  ƒunction: { kind: 'function', parameters: [], result: ANY, open: true },
};

/** FEEL's built-in type of that name, or undefined. */
export function typeNamed(name: string): FeelType | undefined {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

function parts(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) list.push(child);
  return list;
}

/** The type a `Type` node of the tree names; null when a name is unknown. */
export function readType(node: SyntaxNode, text: string, own: TypeNames): FeelType | null {
  const inner = node.name === 'Type' ? node.firstChild : node;
  if (inner === null) return null;
  const children = parts(inner);
  const types = children.filter((child) => child.name === 'Type').map((child) => readType(child, text, own));
  if (inner.name === 'ListType' || inner.name === 'RangeType') {
    const of = types[0] ?? null;
    if (of === null) return null;
    // `range<T>` reaches the grammar as ` list<T>`, see `parse`.
    return text[inner.from - 1] === RANGE_MARK ? { kind: 'range', of } : listOf(of);
  }
  if (inner.name === 'ContextType') return contextType(children, text, own);
  if (inner.name === 'FunctionType') return functionType(children, types, text, own);
  const name = text.slice(inner.from, inner.to).replace(/\s+/g, ' ').trim();
  return typeNamed(name) ?? (Object.hasOwn(own, name) ? (own[name] ?? null) : null);
}

/** A space of this kind before `list` marks a range type in the text given to the grammar. */
export const RANGE_MARK = '\u2002';

function contextType(children: readonly SyntaxNode[], text: string, own: TypeNames): FeelType | null {
  const entries: { [key: string]: FeelType } = {};
  const list = children.find((child) => child.name === 'ContextEntryTypes');
  for (const entry of list === undefined ? [] : parts(list)) {
    const [name, type] = parts(entry);
    const of = type === undefined ? null : readType(type, text, own);
    if (name === undefined || of === null) return null;
    entries[text.slice(name.from, name.to).replace(/\s+/g, ' ').trim()] = of;
  }
  return { kind: 'context', entries };
}

function functionType(
  children: readonly SyntaxNode[],
  types: readonly (FeelType | null)[],
  text: string,
  own: TypeNames,
): FeelType | null {
  const list = children.find((child) => child.name === 'ArgumentTypes');
  const parameters: FeelType[] = [];
  for (const argument of list === undefined ? [] : parts(list)) {
    const type = argument.firstChild === null ? null : readType(argument.firstChild, text, own);
    if (type === null) return null;
    parameters.push(type);
  }
  const result = types.at(-1) ?? null;
  return result === null ? null : { kind: 'function', parameters, result };
}
