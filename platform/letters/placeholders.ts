/** A placeholder of the source: FEEL in single braces, a building block in double. Offsets count from 0. */
export interface Placeholder {
  readonly kind: 'value' | 'block';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A brace that has no partner, or a placeholder that runs over a line end. */
export interface BraceFault {
  readonly at: number;
  readonly code: 'letter-brace-open' | 'letter-brace-stray';
}

/**
 * Finds the placeholders before Markdown is read, so that `*`, `_` or `<` in an expression are FEEL and not Markdown.
 * Braces inside FEEL (contexts, strings) are paired; `\{` and `\}` are braces of the text and are left to Markdown.
 */
export function findPlaceholders(source: string): { readonly found: Placeholder[]; readonly faults: BraceFault[] } {
  const found: Placeholder[] = [];
  const faults: BraceFault[] = [];
  let at = 0;
  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '\\') at += 2;
    else if (character === '}') faults.push({ at: at++, code: 'letter-brace-stray' });
    else if (character !== '{') at += 1;
    else {
      const end = closing(source, at);
      if (end < 0) {
        faults.push({ at, code: 'letter-brace-open' });
        at = endOfLine(source, at);
      } else {
        found.push(placeholder(source, at, end));
        at = end;
      }
    }
  }
  return { found, faults };
}

function placeholder(source: string, from: number, to: number): Placeholder {
  const block = source.startsWith('{{', from) && source.startsWith('}}', to - 2);
  const edge = block ? 2 : 1;
  return { kind: block ? 'block' : 'value', text: source.slice(from + edge, to - edge), from, to };
}

/** The offset after the brace that closes the one at `open`, or -1 when the line ends before it. */
function closing(source: string, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '\n') return -1;
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end;
}

// Characters of the private use area stand in for placeholders while Markdown is read: one that says which it is, the
// others to fill, so that every position stays the source's own.
const FIRST = 0xe100;
const FILL = '\ue000';
/** More placeholders than this in one letter are refused. */
export const MAX_PLACEHOLDERS = 2000;
const STANDS_FOR = new RegExp(
  `[\\ue000${String.fromCharCode(FIRST)}-${String.fromCharCode(FIRST + MAX_PLACEHOLDERS)}]`,
);

/** Whether a text holds characters that this module uses for itself. */
export function hasReserved(source: string): boolean {
  return STANDS_FOR.test(source);
}

/** The source with every placeholder covered by characters that mean nothing in Markdown. Its length is unchanged. */
export function cover(source: string, placeholders: readonly Placeholder[]): string {
  let covered = '';
  let at = 0;
  for (const [index, { from, to }] of placeholders.entries()) {
    covered += source.slice(at, from) + String.fromCharCode(FIRST + index) + FILL.repeat(to - from - 1);
    at = to;
  }
  return covered + source.slice(at);
}

/** Splits text of the covered source into its own words and the numbers of the placeholders between them. */
export function uncover(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const part of text.replaceAll(FILL, '').split(/([\ue100-\ue8ff])/)) {
    const code = part.charCodeAt(0);
    if (part.length === 1 && code >= FIRST && code <= FIRST + MAX_PLACEHOLDERS) parts.push(code - FIRST);
    else if (part !== '') parts.push(part);
  }
  return parts;
}
