import type { Json } from '@torget/feel';
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

/** Every value of JSON on a line of its own, under the path of names that leads to it. */
export function flat(value: Json, path = ''): { label: string; value: string }[] {
  if (value === null || typeof value !== 'object')
    return [{ label: path || '–', value: value === null ? '' : String(value) }];
  const inner = Array.isArray(value)
    ? value.map((item, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  return inner.flatMap(([name, one]) => flat(one, path === '' ? name : `${path} › ${name}`));
}
