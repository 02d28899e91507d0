import type { Character } from './pdfium.ts';

/** Soft and PDFium's own marks of a word that goes on in the next line. */
const HYPHENS = ['\u0002', '\u00ad', '\ufffe'];

interface Folded {
  readonly text: string;
  /** Which character of the page each letter of the text is. */
  readonly at: readonly number[];
}

/** Letters alone, in lower case: neither spaces, line breaks nor hyphens at a line's end hide what is looked for. */
function fold(characters: readonly { readonly text: string }[]): Folded {
  const letters: string[] = [];
  const at: number[] = [];
  for (const [index, { text }] of characters.entries()) {
    const next = characters[index + 1]?.text ?? '';
    if (HYPHENS.includes(text) || (text === '-' && /[\r\n]/.test(next))) continue;
    for (const letter of text.normalize('NFKC').toLowerCase()) {
      if (/[\s\u200b]/.test(letter)) continue;
      letters.push(letter);
      at.push(index);
    }
  }
  return { text: letters.join(''), at: letters.flatMap((letter, index) => Array.from(letter, () => at[index] ?? 0)) };
}

/** The characters of a page that belong to an occurrence of one of the words: every occurrence, in any case. */
export function occurrences(characters: readonly Character[], words: readonly string[]): ReadonlySet<number> {
  const page = fold(characters);
  const found = new Set<number>();
  for (const word of words) {
    const { text } = fold(Array.from(word, (letter) => ({ text: letter })));
    if (text === '') continue;
    for (let from = page.text.indexOf(text); from >= 0; from = page.text.indexOf(text, from + 1)) {
      // The spaces in between too: they would tell how long each word is.
      const last = page.at[from + text.length - 1] ?? 0;
      for (let index = page.at[from] ?? 0; index <= last; index++) found.add(index);
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
