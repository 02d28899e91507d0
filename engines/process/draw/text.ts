import type { Line } from './types.ts';

/** Mean width of a letter as a share of the type size; Atkinson Hyperlegible runs a little wide. */
const LETTER = 0.54;

/** How many letters fit. */
export function capacity(width: number, size: number): number {
  return Math.max(4, Math.floor(width / (size * LETTER)));
}

/** Breaks a text into lines of at most `letters`; words that are too long are divided, what does not fit ends in `…`. */
export function wrap(text: string, letters: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap((word) => divide(word, letters))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters && !last.endsWith('-')) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const end = kept.at(-1) ?? '';
  return [...kept.slice(0, -1), `${end.slice(0, letters - 1).replace(/-$/, '')}…`];
}

/** `Återbetalningsskyldighet` → `Återbetalnings-`, `skyldighet`; no piece shorter than three letters. */
function divide(word: string, letters: number): readonly string[] {
  if (word.length <= letters) return [word];
  const at = Math.min(letters - 1, word.length - 3);
  return [`${word.slice(0, at)}-`, ...divide(word.slice(at), letters)];
}

/** Lines at `x`, the first one where the text stands, the others below. */
export function lines(texts: readonly string[], x: number, leading: number): readonly Line[] {
  return texts.map((text, index) => ({ text, x, dy: index === 0 ? 0 : leading }));
}
