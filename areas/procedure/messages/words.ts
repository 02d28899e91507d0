import type { LetterBlock, LetterInline } from '#platform/letters/index.ts';

/**
 * Words that an officer writes as the letter itself: an empty line ends a paragraph, a line is a line. Elsewhere what a
 * person wrote is one line of a letter whose shape is its author's; here the officer is the author.
 */
export function paragraphs(words: string): readonly LetterBlock[] {
  return words
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map((paragraph) => paragraph.split('\n').map(oneLine))
    .filter((lines) => lines.some((line) => line !== ''))
    .map((lines) => ({
      kind: 'paragraph',
      content: lines.flatMap((text, at): LetterInline[] =>
        at === 0 ? [{ kind: 'text', text }] : [{ kind: 'break' }, { kind: 'text', text }],
      ),
    }));
}

/** Control characters are no letters. */
function oneLine(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return line.replace(/[\t \u0000-\u001f\u007f]+/g, ' ').trim();
}
