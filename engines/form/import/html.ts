import { entry } from './json.ts';

const ENTITIES: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  pound: '£',
  euro: '€',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  times: '×',
  copy: '©',
  shy: '',
  aring: 'å',
  Aring: 'Å',
  aelig: 'æ',
  AElig: 'Æ',
  oslash: 'ø',
  Oslash: 'Ø',
  auml: 'ä',
  Auml: 'Ä',
  ouml: 'ö',
  Ouml: 'Ö',
  eacute: 'é',
};
/** Tags that end a paragraph. */
const BLOCK =
  /^(p|div|section|article|h[1-6]|ul|ol|dl|dt|dd|table|tr|thead|tbody|blockquote|hr|pre|fieldset|legend|label|details|summary|figure|header|footer)$/;
/** What stands inside these is for machines. */
const SILENT = /<(script|style|template|svg|noscript)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entry(ENTITIES, name) ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

/** True when a text holds tags: what was formatted is not any more. */
export function hasTags(text: string): boolean {
  return /<[a-z/!][^>]*>/i.test(text);
}

/**
 * HTML as plain text: paragraphs with an empty line between, items of lists each on a line after `- `, links with
 * their address behind. Nothing of it is run or fetched, and nothing of it is HTML any more.
 */
export function plain(html: string): string {
  let out = '';
  const links: string[] = [];
  for (const piece of html.replace(SILENT, '').split(/(<[a-z/!][^>]*>)/i)) {
    const tag = /^<(\/?)([a-z][a-z0-9]*)\b([^>]*)>$/i.exec(piece);
    if (tag === null) {
      out += /^<[a-z/!]/i.test(piece) ? '' : decode(piece).replace(/\s+/g, ' ');
      continue;
    }
    const [, close = '', name = '', attributes = ''] = tag;
    const lower = name.toLowerCase();
    if (lower === 'br') out += '\n';
    else if (lower === 'li') out += close === '' ? '\n- ' : '\n';
    else if (lower === 'a') {
      if (close === '') links.push(/\bhref\s*=\s*["']?(https?:\/\/[^"'\s>]+)/i.exec(attributes)?.[1] ?? '');
      else {
        const href = decode(links.pop() ?? '');
        if (href !== '' && !out.endsWith(href)) out += ` (${href})`;
      }
    } else if (lower === 'td' || lower === 'th') out += close === '' ? '' : ' ';
    else if (BLOCK.test(lower)) out += '\n\n';
  }
  return out
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '-')
    .join('\n')
    .replace(/\n{2,}- /g, '\n- ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The same on one line, for labels and hints. */
export function line(html: string): string {
  return plain(html)
    .replace(/\s*\n+\s*/g, ' ')
    .trim();
}
