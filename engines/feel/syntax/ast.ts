import type { FeelType, FeelValue } from '../types.ts';

/** The expression as the compiler sees it: the grammar's tree without its punctuation. Offsets count from 0 in the text. */
export type Node = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'literal'; readonly value: FeelValue }
  /** A literal such as `@"2026-13-01"` whose text has no value. */
  | { readonly kind: 'bad'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'path'; readonly source: Node; readonly key: string }
  | { readonly kind: 'filter'; readonly source: Node; readonly test: Node }
  | { readonly kind: 'call'; readonly target: Node; readonly args: readonly Argument[] }
  | { readonly kind: 'arithmetic'; readonly op: ArithmeticOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'negate'; readonly of: Node }
  | { readonly kind: 'compare'; readonly op: CompareOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
  | { readonly kind: 'in'; readonly value: Node; readonly tests: readonly Node[] }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'if'; readonly test: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'for'; readonly iterators: readonly Iterator[]; readonly body: Node }
  | {
      readonly kind: 'quantified';
      readonly every: boolean;
      readonly iterators: readonly Iterator[];
      readonly body: Node;
    }
  | { readonly kind: 'instance'; readonly value: Node; readonly type: FeelType | null }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'context'; readonly entries: readonly Entry[] }
  | {
      readonly kind: 'range';
      readonly low: Node | null;
      readonly high: Node | null;
      readonly lowIncluded: boolean;
      readonly highIncluded: boolean;
    }
  | { readonly kind: 'half'; readonly op: CompareOperator; readonly of: Node }
  | {
      readonly kind: 'function';
      readonly parameters: readonly FormalParameter[];
      readonly body: Node;
      readonly external: boolean;
    }
  | { readonly kind: 'tests'; readonly tests: readonly Node[]; readonly negated: boolean }
);

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Argument {
  readonly name: string | null;
  readonly value: Node;
}

export interface Entry {
  readonly key: string;
  readonly value: Node;
}

/** `i in list`, or `i in from..to` when `end` is given. */
export interface Iterator {
  readonly name: string;
  readonly source: Node;
  readonly end: Node | null;
}

export interface FormalParameter {
  readonly name: string;
  readonly type: FeelType | null;
}

/** The input of unary tests, written `?`. */
export const INPUT = '?';
