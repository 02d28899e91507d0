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

/** The part of the tracker's state and of the tracker itself that `keepSource` touches. */
interface Part {
  readonly raw?: string;
  computedValue(): unknown;
}
interface Variables {
  readonly children: readonly Part[];
  assign(change: { readonly children: readonly Part[] }): Variables;
}
interface Tracker {
  reduce: (variables: Variables, term: number, stack: unknown, input: unknown) => Variables;
}

function termOf(wanted: string): number {
  return parser.nodeSet.types.find(({ name }) => name === wanted)?.id ?? -1;
}
const FILTER = termOf('FilterExpression');
const CALL = termOf('FunctionInvocation');

/**
 * Two things the grammar's tracker forgets are the keys of a list's elements after a filter with a comparison inside
 * (`rader[slag = "lon"].a-b`: it takes the last but one part for the source) and after a function of lists
 * (`sort(rader, f).a-b`: it knows nothing of results).
 */
function keepKeys(tracker: Tracker): void {
  const { reduce } = tracker;
  tracker.reduce = (variables, term, stack, input) => {
    const kept = term === FILTER ? keepSource(variables) : term === CALL ? keepElements(variables) : variables;
    return reduce(kept, term, stack, input);
  };
}

function keepSource(variables: Variables): Variables {
  const [source, ...rest] = variables.children;
  const last = rest.at(-1);
  return source === undefined || last === undefined || rest.length < 2
    ? variables
    : variables.assign({ children: [source, last] });
}

const LIST_FUNCTIONS = [
  'sort',
  'sublist',
  'reverse',
  'remove',
  'distinct values',
  'insert before',
  'append',
  'concatenate',
  'union',
  'flatten',
  'list replace',
  'min',
  'max',
];

function keepElements(variables: Variables): Variables {
  const [called, first, ...rest] = variables.children;
  if (called?.raw === undefined || first === undefined || !LIST_FUNCTIONS.includes(called.raw)) return variables;
  const value = first.computedValue();
  if (typeof value !== 'object' || value === null) return variables;
  const named: Part = Object.create(called, { computedValue: { value: () => value } });
  return variables.assign({ children: [named, first, ...rest] });
}

function make(scope: Scope): Parsers {
  const contextTracker = trackVariables({ ...own, ...shapesOf(scope) });
  keepKeys(contextTracker as unknown as Tracker);
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
