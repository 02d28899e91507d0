import type { LetterBlock, LetterInlines } from '#platform/letters/index.ts';

// What the program keeps as data becomes words on paper: a package must be read when the program is long gone.

const inline = (text: string): LetterInlines => [{ kind: 'text', text }];

export function heading(text: string): LetterBlock {
  return { kind: 'heading', level: 2, content: inline(text) };
}

export function paragraphs(text: string): LetterBlock[] {
  return text
    .split(/\n+/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ kind: 'paragraph', content: inline(part) }));
}

export function rowsBlock(
  rows: readonly { readonly label: string; readonly value: string }[],
  head: readonly [string, string],
): LetterBlock[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      align: ['left', 'left'],
      head: head.map(inline),
      rows: rows.map(({ label, value }) => [inline(label), inline(value === '' ? '–' : value)]),
    },
  ];
}
