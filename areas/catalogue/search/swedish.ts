import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What searching in Swedish stands on (swedish.yaml). */
export interface Swedish {
  /** Words that say nothing about which service is meant. */
  readonly silent: ReadonlySet<string>;
  /** Words that say something, but less than others do. */
  readonly common: ReadonlySet<string>;
  /** Dictionary forms that compounds are put together from. */
  readonly lexicon: ReadonlySet<string>;
  /** Groups of words for the same thing; the first of each is what services call it. */
  readonly synonyms: readonly (readonly string[])[];
  /** Hash of the file: what is made from it is made anew when it changes. */
  readonly source: string;
}

const spaced = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

function read(): Swedish {
  const text = readFileSync(join(import.meta.dirname, 'swedish.yaml'), 'utf8');
  const file = parse(text) as { silent: string; common: string; parts: string; synonyms: string[] };
  return {
    silent: new Set(spaced(file.silent)),
    common: new Set(spaced(file.common)),
    lexicon: new Set(spaced(file.parts)),
    synonyms: file.synonyms.map(spaced),
    source: createHash('sha256').update(text).digest('hex'),
  };
}

export const swedish: Swedish = read();
