import type { Character } from './pdfium.ts';

/** Neither spaces, line breaks, marks that are not seen nor any hyphen or dash hide what is looked for. */
const PASSED_OVER = /[\s\p{Pd}\p{Cc}\p{Cf}\u2043\u2212\ufffe]/u;
/** Accents that stand as characters of their own, before or after their letter: some programs write ö so. */
const LOOSE_ACCENT = /[\u00a8\u00b4\u00b8\u02c6-\u02dd]/;

interface Folded {
  readonly text: string;
  /** Which characters of the page each code unit of the text came from: the first and the last. */
  readonly at: readonly (readonly [first: number, last: number])[];
}

/** Letters and their accents, one letter each, with the characters they came from. */
function lettersOf(characters: readonly { readonly text: string }[]) {
  const letters: { text: string; first: number; last: number }[] = [];
  for (const [index, { text }] of characters.entries()) {
    if (PASSED_OVER.test(text)) continue;
    const before = letters.at(-1);
    if (before !== undefined && /^\p{M}/u.test(text)) Object.assign(before, { text: before.text + text, last: index });
    else letters.push({ text, first: index, last: index });
  }
  return letters;
}

/** In lower case and one form of each letter, without what is passed over; `bare`: without accents too. */
function fold(characters: readonly { readonly text: string }[], bare: boolean): Folded {
  const units: string[] = [];
  const at: [number, number][] = [];
  for (const { text, first, last } of lettersOf(characters)) {
    const whole = bare ? text.normalize('NFKD').replace(/[\p{M}\u02c6-\u02dd]/gu, '') : text.normalize('NFKC');
    for (const letter of whole.toLowerCase()) {
      if (PASSED_OVER.test(letter)) continue;
      for (const unit of letter.split('')) {
        units.push(unit);
        at.push([first, last]);
      }
    }
  }
  return { text: units.join(''), at };
}

/**
 * The characters of a page that belong to an occurrence of one of the words: every occurrence, in any case, also one that
 * is broken by a line or a hyphen. On a page with loose accents letters are the same with and without theirs.
 */
export function occurrences(characters: readonly Character[], words: readonly string[]): ReadonlySet<number> {
  const loose = characters.some(({ text }) => LOOSE_ACCENT.test(text));
  const found = new Set<number>();
  for (const bare of loose ? [false, true] : [false]) {
    const page = fold(characters, bare);
    for (const word of words) {
      const { text } = fold(
        Array.from(word, (letter) => ({ text: letter })),
        bare,
      );
      if (text === '') continue;
      for (let from = page.text.indexOf(text); from >= 0; from = page.text.indexOf(text, from + 1)) {
        // The spaces in between too: they would tell how long each word is.
        const last = page.at[from + text.length - 1]?.[1] ?? 0;
        for (let index = page.at[from]?.[0] ?? 0; index <= last; index++) found.add(index);
      }
    }
  }
  return found;
}

/** The lines of a page: which characters each has. */
export function linesOf(characters: readonly Character[]): number[][] {
  const lines: number[][] = [[]];
  for (const [index, { text }] of characters.entries()) {
    if (/[\r\n]/.test(text)) lines.push([]);
    else lines.at(-1)?.push(index);
  }
  return lines.filter((line) => line.some((index) => characters[index]?.text.trim() !== ''));
}
