import type { DraftQuestion } from './draft.ts';
import type { Notes, Place } from './notes.ts';

/** The most files that a question takes, whatever its source allowed. */
const MOST_FILES = 20;

/** How many files: at least so many, and at most. */
export function fileCount(min: number | undefined, max: number | undefined): Pick<DraftQuestion, 'min' | 'max'> {
  const most = max === undefined || max < 1 ? undefined : Math.min(max, MOST_FILES);
  return {
    ...(min !== undefined && min > 1 ? { min: `${Math.min(min, most ?? min)}` } : {}),
    ...(most === undefined ? {} : { max: `${most}` }),
  };
}

/** Letters of a word and the space behind it, in long words: room for so many words. */
const WORD = 12;
const LONGEST = 20_000;

/** The length of a text in characters: as the source says, or room for as many words as it allows. */
export function lengthLimit(
  characters: number | undefined,
  words: number | undefined,
): Pick<DraftQuestion, 'max-length'> {
  const most =
    characters !== undefined && characters > 0
      ? characters
      : words !== undefined && words > 0
        ? words * WORD
        : undefined;
  return most === undefined ? {} : { 'max-length': `${Math.min(LONGEST, Math.max(1, Math.ceil(most)))}` };
}

/** A limit in words, which long texts have. */
export function wordLimit(words: number | undefined): Pick<DraftQuestion, 'max-words'> {
  return words === undefined || words < 1 ? {} : { 'max-words': `${Math.floor(words)}` };
}

/** A pattern that the whole text must match; one that cannot be read is none, and is reported. */
export function patternOf(pattern: string, notes: Notes, place: Place): Pick<DraftQuestion, 'pattern'> {
  if (pattern === '') return {};
  try {
    new RegExp(`^(?:${pattern})$`, 'u');
    return { pattern: pattern.replace(/^\^|\$$/g, '') };
  } catch {
    notes.lost(
      'pattern',
      place,
      `Mönstret ${pattern} kan inte läsas och kontrolleras inte.`,
      `The pattern ${pattern} cannot be read and is not checked.`,
    );
    return {};
  }
}
