import type { Place } from '../model.ts';

/** Finds where elements and the texts inside them stand, because moddle keeps no positions. */
export type Places = (element?: string, text?: string) => Place;

const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[A-Za-z_][^\s/>]*((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;
const ID = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/** `places(xml)(id, text)`: the element's tag, or the text (an expression, a timer) behind it. Unknown ids are at 1:1. */
export function places(xml: string): Places {
  let offsets: Map<string, number> | undefined;
  let lines: readonly number[] | undefined;
  return (element, text) => {
    // Only a file that has parsed names elements: in it comments end, and the scan is linear.
    if (element === undefined) return { line: 1, column: 1 };
    offsets ??= scan(xml);
    lines ??= lineStarts(xml);
    const start = offsets.get(element);
    if (start === undefined) return { line: 1, column: 1 };
    const inside = text === undefined ? -1 : find(xml, text, start);
    return place(lines, inside < 0 ? start : inside);
  };
}

function lineStarts(xml: string): readonly number[] {
  return [0, ...[...xml.matchAll(/\n/g)].map((match) => match.index + 1)];
}

/** The last line that begins at or before the offset. */
function place(lines: readonly number[], offset: number): Place {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

function scan(xml: string): Map<string, number> {
  const offsets = new Map<string, number>();
  for (const match of xml.matchAll(TAG)) {
    const id = match[1] === undefined ? null : ID.exec(match[1]);
    const name = id?.[1] ?? id?.[2];
    if (name !== undefined && !offsets.has(name)) offsets.set(name, match.index);
  }
  return offsets;
}

/** Editors escape differently: the text as it is, with `<` and `&` escaped, with `>` too, with quotes too. */
function find(xml: string, text: string, from: number): number {
  const least = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const forms = [text, least, least.replaceAll('>', '&gt;'), least.replaceAll('"', '&quot;')];
  forms.push(least.replaceAll('>', '&gt;').replaceAll('"', '&quot;'), least.replaceAll('"', '&#34;'));
  const found = forms.map((form) => xml.indexOf(form, from)).filter((offset) => offset >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}
