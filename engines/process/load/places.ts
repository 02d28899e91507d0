/** A place in the XML text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Finds where elements and the texts inside them stand, because moddle keeps no positions. */
export type Places = (element?: string, text?: string) => Place;

const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[A-Za-z_][^\s/>]*((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;
const ID = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/** `places(xml)(id, text)`: the element's tag, or the text (an expression, a timer) behind it. Unknown ids are at 1:1. */
export function places(xml: string): Places {
  let offsets: Map<string, number> | undefined;
  return (element, text) => {
    offsets ??= scan(xml);
    const start = element === undefined ? undefined : offsets.get(element);
    if (start === undefined) return { line: 1, column: 1 };
    const inside = text === undefined ? -1 : find(xml, text, start);
    return place(xml, inside < 0 ? start : inside);
  };
}

/** Line and column of an offset. */
export function place(xml: string, offset: number): Place {
  const before = xml.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
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
