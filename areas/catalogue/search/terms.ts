import { createHash } from 'node:crypto';
import type { Text } from '@torget/form';
import { splitCompound } from './compounds.ts';
import { swedish } from './swedish.ts';

/** What can be found, as far as the search is concerned: a service of the town, or one that stands elsewhere. */
export interface Findable {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly keywords: readonly string[];
}

/** A word that says something of an entry. `how` is the stemmer that it goes through. */
export interface Term {
  readonly word: string;
  readonly how: 'swedish' | 'english';
  /** 0 to 1. */
  readonly weight: number;
}

/** What a word counts by where it stands; a part of a compound counts less than the word itself. */
const WEIGHTS = { title: 1, keywords: 1, summary: 0.3 } as const;
const PART = 0.5;
/** Changed when the same texts give other terms, so that every index is made anew. */
const MAKING = 1;

/** The words of a text in lower case; a hyphen divides. */
export function wordsOf(text: string): string[] {
  const found =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.filter((word) => !swedish.silent.has(word));
}

/** A word without the dots of å, ä and ö and without accents: as many write it, and what spelling is compared by. */
export function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Every term of an entry with its greatest weight. */
export function termsOf(entry: Findable): Term[] {
  const terms = new Map<string, Term>();
  const add = (word: string, how: Term['how'], weight: number) => {
    const key = `${how} ${word}`;
    if ((terms.get(key)?.weight ?? 0) < weight) terms.set(key, { word, how, weight });
  };
  const swedishText = (text: string, weight: number) => {
    for (const word of wordsOf(text)) {
      add(word, 'swedish', weight);
      for (const part of splitCompound(word, swedish.lexicon)) add(part, 'swedish', weight * PART);
    }
  };
  swedishText(entry.title.sv, WEIGHTS.title);
  swedishText(entry.summary.sv, WEIGHTS.summary);
  for (const keyword of entry.keywords) {
    swedishText(keyword, WEIGHTS.keywords);
    for (const word of wordsOf(keyword)) add(word, 'english', WEIGHTS.keywords);
  }
  for (const word of wordsOf(entry.title.en ?? '')) add(word, 'english', WEIGHTS.title);
  for (const word of wordsOf(entry.summary.en ?? '')) add(word, 'english', WEIGHTS.summary);
  return [...terms.values()];
}

/** What the index of an entry is made from, as a hash. */
export function sourceOf({ id, title, summary, keywords }: Findable): string {
  const made = JSON.stringify([MAKING, swedish.source, id, title, summary, keywords]);
  return createHash('sha256').update(made).digest('hex');
}
