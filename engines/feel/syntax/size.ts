/**
 * Bounds of what is given to the grammar. Its cost grows with the square of the words of an expression, of brackets inside
 * each other and of entries of one context: within these bounds it stays well below a tenth of a second, beyond them no
 * person reads. Texts in quotation marks and comments count as one word.
 */
const MAX = { length: 100_000, words: 1500, depth: 200, entries: 200 };

const WORD = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\p{L}\p{N}_]+|[^\s]/gu;

/** Where an expression becomes larger than anybody writes one; null when it nowhere does. */
export function tooLarge(text: string): number | null {
  if (text.length > MAX.length) return 0;
  let words = 0;
  /** Entries so far of each context, list or parenthesis that is open. */
  const open: number[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    words += 1;
    if ('([{'.includes(word)) open.push(0);
    else if (')]}'.includes(word)) open.pop();
    else if (word === ':') open.push((open.pop() ?? 0) + 1);
    if (words > MAX.words || open.length > MAX.depth || (open.at(-1) ?? 0) > MAX.entries) return index;
  }
  return null;
}
