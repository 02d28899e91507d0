import { inflateSync } from 'node:zlib';

// Reads the words back out of a PDF as Typst writes it: plain objects, Identity-H fonts with a ToUnicode map. For tests.

/** The text that the pages show, in drawing order, white space folded. */
export function pdfText(pdf: Uint8Array): string {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter((object) => /\/Type \/Page\s/.test(object.head));
  const text = pages.map((page) => pageText(page.head, objects)).join(' ');
  return text.replace(/\s+/g, ' ').trim();
}

interface PdfObject {
  readonly head: string;
  readonly stream: string;
}

function objectsOf(pdf: Uint8Array): Map<string, PdfObject> {
  const bytes = Buffer.from(pdf);
  const latin = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const found of latin.matchAll(/(?<=\n)(\d+) 0 obj\n/g)) {
    const from = found.index + found[0].length;
    const end = latin.indexOf('\nendobj', from);
    const begin = latin.indexOf('stream\n', from);
    const inside = begin >= 0 && begin < end;
    const head = latin.slice(from, inside ? begin : end);
    objects.set(found[1] ?? '', {
      head,
      stream: inside ? inflate(bytes, begin + 7, Number(/\/Length (\d+)/.exec(head)?.[1]), head) : '',
    });
  }
  return objects;
}

function inflate(bytes: Buffer, from: number, length: number, head: string): string {
  const raw = bytes.subarray(from, from + length);
  return (head.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1');
}

/** A literal string (ISO 32000-1, 7.3.4.2): parentheses in it are escaped, or balanced; three levels are more than occur. */
const LITERAL = [1, 2, 3].reduce((inner) => String.raw`\((?:\\[\s\S]|[^\\()]|${inner})*\)`, '(?!)');
const STRING = new RegExp(String.raw`${LITERAL}|<[\dA-Fa-f]*>`, 'g');
const SHOWN = new RegExp(
  String.raw`/(f\d+) [\d.]+ Tf|(\[(?:${STRING.source}|[^\]()<>])*\] TJ|(?:${STRING.source}) Tj)`,
  'g',
);

function pageText(page: string, objects: Map<string, PdfObject>): string {
  const fonts = new Map(
    [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? '';
      return [name, unicodeOf(objects.get(map)?.stream ?? '')];
    }),
  );
  const content = objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '')?.stream ?? '';
  let font: Map<number, string> | undefined;
  let text = '';
  for (const [, name, shown] of content.matchAll(SHOWN)) {
    if (name) font = fonts.get(name);
    else text += `${wordsOf(shown ?? '', font)} `;
  }
  return text;
}

function wordsOf(shown: string, font: Map<number, string> | undefined): string {
  const strings = [...shown.matchAll(STRING)]
    .map(([whole]) =>
      whole.startsWith('<') ? Buffer.from(whole.slice(1, -1), 'hex').toString('latin1') : unquoted(whole),
    )
    .join('');
  let words = '';
  for (let at = 0; at + 1 < strings.length; at += 2) {
    words += font?.get(strings.charCodeAt(at) * 256 + strings.charCodeAt(at + 1)) ?? '?';
  }
  return words;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unquoted(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(\d{1,3}|[\s\S])/g, (_, code: string) =>
      /^\d/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
    );
}

function unicodeOf(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, block = ''] of cmap.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', text = ''] of block.matchAll(/<([\dA-Fa-f]+)>\s*<([\dA-Fa-f]+)>/g)) {
      map.set(Number.parseInt(glyph, 16), Buffer.from(text, 'hex').swap16().toString('utf16le'));
    }
  }
  return map;
}
