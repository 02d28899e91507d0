/** A compiled XPath pattern (XQuery and XPath Functions 3.1, 5.6). */
export interface Pattern {
  test(text: string): boolean;
  readonly global: RegExp;
}

const cache = new Map<string, Pattern | null>();

/** The pattern, or null when it or its flags cannot be read. Flags: `s m i x q`. */
export function patternOf(source: string, flags: string): Pattern | null {
  const key = `${flags}/${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make(source, flags);
  if (cache.size > 1000) cache.clear();
  cache.set(key, made);
  return made;
}

function make(source: string, flags: string): Pattern | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  let text = source;
  if (flags.includes('q')) text = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  else if (flags.includes('x')) text = withoutSpace(text);
  const js = `v${flags.includes('s') ? 's' : ''}${flags.includes('m') ? 'm' : ''}${flags.includes('i') ? 'i' : ''}`;
  try {
    const single = new RegExp(translate(text), js);
    return { test: (value) => single.test(value), global: new RegExp(single.source, `${js}g`) };
  } catch {
    return null;
  }
}

/** Flag `x`: white space outside character classes does not count. */
function withoutSpace(source: string): string {
  let depth = 0;
  let out = '';
  for (let index = 0; index < source.length; index += 1) {
    const char = source.charAt(index);
    if (char === '\\') {
      out += char + source.charAt(index + 1);
      index += 1;
      continue;
    }
    if (char === '[') depth += 1;
    if (char === ']') depth -= 1;
    if (depth > 0 || !/\s/.test(char)) out += char;
  }
  return out;
}

/** XML Schema's name character classes, `\i` and `\c`, without their complement. */
const NAME_START = ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}';
const NAME = `${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;

/** Rewrites what XPath writes differently: class subtraction `[a-z-[aeiou]]`, `\i \c`, literal signs inside classes. */
function translate(source: string): string {
  let out = '';
  let index = 0;
  while (index < source.length) {
    const char = source.charAt(index);
    if (char === '\\') {
      out += translated(source.charAt(index + 1), false);
      index += 2;
    } else if (char === '[') {
      const [text, end] = classOf(source, index);
      out += text;
      index = end;
    } else {
      out += char;
      index += 1;
    }
  }
  return out;
}

function translated(letter: string, inClass: boolean): string {
  const sets: { readonly [letter: string]: string } = { i: NAME_START, c: NAME };
  const set = sets[letter.toLowerCase()];
  if (set !== undefined) return letter === letter.toLowerCase() ? (inClass ? set : `[${set}]`) : `[^${set}]`;
  return `\\${letter}`;
}

/** One character class from `[` on, and the offset after it. */
function classOf(source: string, start: number): [string, number] {
  let index = start + 1;
  let body = '';
  let negated = '';
  if (source.charAt(index) === '^') {
    negated = '^';
    index += 1;
  }
  while (index < source.length && source.charAt(index) !== ']') {
    const char = source.charAt(index);
    if (char === '-' && source.charAt(index + 1) === '[') {
      const [inner, end] = classOf(source, index + 1);
      if (source.charAt(end) !== ']') throw new SyntaxError('subtraction must end the class');
      return [`[[${negated}${body}]--${inner}]`, end + 1];
    }
    if (char === '[') throw new SyntaxError('[ inside a class');
    if (char === '\\') {
      body += translated(source.charAt(index + 1), true);
      index += 2;
      continue;
    }
    const literal = char === '-' && (body === '' || source.charAt(index + 1) === ']');
    // The v flag reserves these signs and doubled punctuation inside classes; XPath does not.
    body += literal || /[(){}/|&!#$%*+,.:;<=>?@`~]/.test(char) ? `\\${char}` : char;
    index += 1;
  }
  return [`[${negated}${body}]`, index + 1];
}

/** XPath's replacement text: `$0`–`$9…` are groups, `\$` and `\\` the signs. Null when malformed. */
export function replaceAll(text: string, pattern: Pattern, replacement: string): string | null {
  if (/(^|[^\\])(\\\\)*(\\[^$\\]|\\$|\$(?!\d))/.test(replacement)) return null;
  return text.replace(pattern.global, (...found) => {
    const last = found.findIndex((value) => typeof value === 'number');
    const groups = found.slice(0, last);
    return replacement.replace(/\\([$\\])|\$(\d+)/g, (_all, sign?: string, digits?: string) => {
      if (sign !== undefined) return sign;
      let group = digits ?? '';
      let rest = '';
      // The longest number that is a group; further digits are text.
      while (group.length > 1 && Number(group) >= groups.length) {
        rest = group.slice(-1) + rest;
        group = group.slice(0, -1);
      }
      return `${groups[Number(group)] ?? ''}${rest}`;
    });
  });
}
