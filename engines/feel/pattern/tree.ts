/** A regular expression of XPath and XQuery Functions 3.1 (5.6.1, on XML Schema's appendix G) as a tree. */
export type Tree =
  | { readonly kind: 'set'; readonly has: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Tree[] }
  | { readonly kind: 'choice'; readonly branches: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly of: Tree; readonly min: number; readonly max: number; readonly lazy: boolean }
  | { readonly kind: 'group'; readonly of: Tree; readonly number: number }
  | { readonly kind: 'back'; readonly number: number }
  | { readonly kind: 'start' | 'end' };

/** Whether a code point belongs to a class. */
export type CharacterSet = (point: number) => boolean;

export interface Flags {
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly caseless: boolean;
  readonly extended: boolean;
  readonly quoted: boolean;
}

/** The pattern is no regular expression; caught where patterns are compiled. */
export class PatternError extends Error {}
