import type { LRParser } from '@lezer/lr';
import { parser, trackVariables } from 'lezer-feel';
import { builtins } from '../builtins/index.ts';
import type { FeelType, Scope } from '../types.ts';

/**
 * FEEL's parse depends on the names in scope (DMN 1.5, 10.3.1.4): `lon-per-manad` is one name where it is declared.
 * The grammar's tracker knows keys of contexts only; a list is given to it as its element, because a path, a filter, a
 * loop and an aggregate over a list all see the element's keys. A function is given as its result.
 */
type Shape = 1 | { readonly [key: string]: Shape };

function shapeOf(type: FeelType): Shape {
  if (type.kind === 'list' || type.kind === 'range') return shapeOf(type.of);
  if (type.kind === 'function') return shapeOf(type.result);
  return type.kind === 'context' ? shapesOf(type.entries) : 1;
}

function shapesOf(entries: { readonly [key: string]: FeelType }): { readonly [key: string]: Shape } {
  return Object.fromEntries(Object.entries(entries).map(([name, type]) => [name, shapeOf(type)]));
}

interface Parsers {
  readonly expression: LRParser;
  readonly 'unary-tests': LRParser;
}

/** Functions whose names have several words; the grammar reads single words by itself, and builds types of some. */
const own = Object.fromEntries(
  [...builtins.keys()]
    .filter((name) => name.includes(' ') && name !== 'date and time' && !name.endsWith('duration'))
    .map((name) => [name, 1 as const]),
);

function make(scope: Scope): Parsers {
  const contextTracker = trackVariables({ ...own, ...shapesOf(scope) });
  return {
    expression: parser.configure({ contextTracker, top: 'Expression' }),
    'unary-tests': parser.configure({ contextTracker, top: 'UnaryTests' }),
  };
}

const made = new WeakMap<Scope, Parsers>();
const NOTHING: Scope = {};

/** The parser that knows the names of a scope; made once per scope object. */
export function parserFor(scope: Scope | undefined, kind: 'expression' | 'unary-tests'): LRParser {
  const key = scope ?? NOTHING;
  let parsers = made.get(key);
  if (parsers === undefined) {
    parsers = make(key);
    made.set(key, parsers);
  }
  return parsers[kind];
}
