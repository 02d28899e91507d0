import type { Program } from '@torget/feel';
import type { LetterAlign } from './model.ts';

/** Where something stands in the source of a letter, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A piece of text between placeholders, a placeholder, or text with a role. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly program: Program; readonly place: Place }
  | { readonly kind: 'strong'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'link'; readonly to: readonly Piece[]; readonly pieces: readonly Piece[] }
  | { readonly kind: 'break' };

export type Pieces = readonly Piece[];

/** A block of the source before its placeholders are filled. */
export type TemplateBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly pieces: Pieces }
  | { readonly kind: 'paragraph'; readonly pieces: Pieces }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Pieces[] }
  | {
      readonly kind: 'table';
      readonly align: readonly LetterAlign[];
      readonly head: readonly Pieces[];
      readonly rows: readonly (readonly Pieces[])[];
    }
  | {
      readonly kind: 'building-block';
      readonly name: BlockName;
      readonly options: { readonly [name: string]: string };
      readonly place: Place;
    };

/** The building blocks that a letter may name, and the options each takes. */
export const BLOCKS = {
  reasons: [],
  'how-to-appeal': [],
  'automated-notice': [],
  'building-times': [],
  computation: ['caption'],
  outcome: [],
  signature: [],
} as const satisfies { readonly [name: string]: readonly string[] };

export type BlockName = keyof typeof BLOCKS;

export function isBlockName(name: string): name is BlockName {
  return Object.hasOwn(BLOCKS, name);
}

/** A letter in one language, ready to be filled for any case. Immutable. */
export interface CompiledLetter {
  readonly subject: Pieces;
  readonly body: readonly TemplateBlock[];
  /** Names that the placeholders read (first segment), sorted: what the case must know. */
  readonly reads: readonly string[];
  /** Building blocks that the letter uses, in order: a decision letter without `how-to-appeal` fails the check. */
  readonly blocks: readonly BlockName[];
}
