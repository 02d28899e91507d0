/** What is taken out of a copy. */
export interface Masks {
  /** Words and phrases, wherever they stand. */
  readonly words: readonly string[];
  /** Lines of text, by page and line as `readPdf` gave them, both from 0. */
  readonly lines: readonly { readonly page: number; readonly line: number }[];
  /** Whole pages, from 0. */
  readonly pages: readonly number[];
}

/** A page as whoever masks it reads it; a page without lines is a picture, and can be masked as a whole only. */
export interface ReadPage {
  readonly lines: readonly string[];
  /** Fields of a form, notes or stamps lie on it, whose words are not among the lines: masked as a whole only. */
  readonly overlaid: boolean;
}

/** How the copy is named and read out. */
export interface CopyHead {
  readonly title: string;
  readonly language: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Read out for each page: `Sida 1 av 3, maskerad kopia`. */
  readonly alt: readonly string[];
}

export interface MaskedCopy {
  /** PDF/A-2a of pictures. */
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Words that were looked for and stood nowhere. */
  readonly notFound: readonly string[];
  /** Characters that were covered, and pages that were covered whole. */
  readonly covered: { readonly characters: number; readonly pages: number };
}

export type MaskOrder =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'mask';
      readonly bytes: Uint8Array;
      readonly masks: Masks;
      readonly head: CopyHead;
      readonly most: number;
    };

export type Refusal = 'unreadable' | 'too-long' | 'too-large' | 'overlaid';

export type MaskAnswer =
  | { readonly pages: readonly ReadPage[] }
  | { readonly copy: MaskedCopy }
  | { readonly refused: Refusal; readonly detail: string };
