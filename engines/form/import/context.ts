import type { Text } from '../types.ts';
import type { DraftQuestion } from './draft.ts';
import type { Ids } from './ids.ts';
import type { Notes } from './notes.ts';
import type { Words } from './words.ts';

/** What the conversion of every component needs beside it. */
export interface Context {
  readonly ids: Ids;
  readonly notes: Notes;
  readonly words: Words;
}

/** Texts of the importer's own, in both languages. */
export function own(sv: string, en: string): Text {
  return { sv, en };
}

/** Text between questions, one information for each piece. */
export function information(context: Context, source: string, at: string, when?: string): readonly DraftQuestion[] {
  return context.words.paragraphs(source, { at }).map((label) => ({
    id: context.ids.claim('upplysning', 'upplysning'),
    type: 'information',
    label,
    ...(when === undefined ? {} : { when }),
  }));
}
