import { createHash } from 'node:crypto';
import type { HouseLanguage } from '#platform/text/index.ts';
import type { Regime } from '#platform/town/types.ts';

/** A letter's words, set and frozen: plain JSON, stored with its hash, shown as a page and printed as a PDF. */
export interface LetterModel {
  readonly version: 1;
  readonly language: HouseLanguage;
  readonly kind: LetterKind;
  readonly subject: string;
  /** The day of the decision or of the letter, `YYYY-MM-DD`; also the date of the PDF. */
  readonly date: string;
  readonly caseNumber?: string;
  readonly sender: LetterSender;
  readonly recipient?: LetterRecipient;
  /** Further rows of the head, such as officer and telephone. */
  readonly facts: readonly LetterFact[];
  readonly blocks: readonly LetterBlock[];
  /** What the letter said about appeal, for the pages that show its clock. */
  readonly appeal?: { readonly regime: Regime; readonly to?: string };
}

export type LetterKind = 'decision' | 'request' | 'information' | 'receipt';

/** Titles in the letter's language: `Ekhamns kommun`, `Socialnämnden`, `Försörjningsstöd`. */
export interface LetterSender {
  readonly town: string;
  readonly board?: string;
  readonly unit?: string;
}

/** Who the letter is to. The address is left out for a person with protected identity. */
export interface LetterRecipient {
  readonly name: string;
  readonly address?: readonly string[];
}

export interface LetterFact {
  readonly label: string;
  readonly value: string;
}

/** Text inside a paragraph. A link goes to a page of the house only: a path, never another host. */
export type LetterInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly content: readonly LetterInline[] }
  | { readonly kind: 'link'; readonly to: string; readonly content: readonly LetterInline[] }
  | { readonly kind: 'break' };

export type LetterInlines = readonly LetterInline[];

/** A row of a computation or of an outcome; the amount is printed as it stands, `11 420` or `11 420 kr`. */
export interface LetterSum {
  readonly label: string;
  readonly amount: string;
  readonly total?: boolean;
}

export type LetterAlign = 'left' | 'right' | 'center';

export type LetterBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly content: LetterInlines }
  | { readonly kind: 'paragraph'; readonly content: LetterInlines }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly LetterInlines[] }
  | {
      readonly kind: 'table';
      readonly align: readonly LetterAlign[];
      readonly head: readonly LetterInlines[];
      readonly rows: readonly (readonly LetterInlines[])[];
    }
  | { readonly kind: 'computation'; readonly caption: string; readonly rows: readonly LetterSum[] }
  | { readonly kind: 'outcome'; readonly rows: readonly LetterSum[] }
  | { readonly kind: 'signature'; readonly lines: readonly string[]; readonly stamp: string };

/** A path of the house; `//host` and `/\\host` are other hosts to a browser. */
export function isOwnPath(to: string): boolean {
  return /^\/(?![/\\])[^\\\s]*$/.test(to);
}

/** SHA-256 in hex over the canonical JSON of a letter (keys sorted, RFC 8785 for this subset of JSON). */
export function letterHash(model: LetterModel): string {
  return createHash('sha256').update(canonical(model)).digest('hex');
}

/** JSON with sorted keys and no white space; a letter has no numbers but small whole ones, so nothing else differs. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** The letter's words as plain text, one line for each block: for search of examples and for the mail-free viewer. */
export function letterText(model: LetterModel): string {
  return [model.subject, ...model.blocks.map(blockText)].join('\n');
}

function blockText(block: LetterBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return inlineText(block.content);
    case 'list':
      return block.items.map(inlineText).join('\n');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' ')).join('\n');
    case 'computation':
    case 'outcome':
      return block.rows.map((row) => `${row.label} ${row.amount}`).join('\n');
    case 'signature':
      return [...block.lines, block.stamp].filter(Boolean).join('\n');
  }
}

/** The words of inline content, without what only a page can show. */
export function inlineText(content: LetterInlines): string {
  return content
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'break' ? '\n' : inlineText(part.content);
    })
    .join('');
}
