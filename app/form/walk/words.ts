import type { Question } from '@torget/form';
import type { Chance } from './chance.ts';

/** What people write, and what people write who want to see a page break. */
const WORDS = [
  'Åsa',
  'Björk',
  'Ärlig',
  'vid',
  'torget',
  'hund',
  'Nord',
  'och',
  'kanske',
  'd’Arc',
  'O’Neill',
  '”citat”',
  '"rakt"',
  '<b>fet</b>',
  '<script>alert(1)</script>',
  '&amp;',
  'a & b',
  '50 %',
  '= 2',
  '{ns}',
  '{{ reasons }}',
  '日本',
  '🙂',
  'e\u0301',
  "'; drop table --",
  '\\n',
  'c:\\temp',
  '…',
] as const;

/** Words up to so many characters; never longer, never empty. */
export function text(chance: Chance, most: number, words = 12): string {
  const wanted = chance.whole(1, Math.max(1, Math.min(words, 12)));
  let said = '';
  for (let n = 0; n < wanted; n++) {
    const next = `${said === '' ? '' : ' '}${chance.pick(WORDS)}`;
    if ([...said, ...next.normalize('NFC')].length > most) break;
    said += next;
  }
  return said === '' ? 'å'.slice(0, most) : said;
}

/** Texts that match a pattern of the kind that forms have; undefined where it is of another kind. */
export function matching(pattern: RegExp, chance: Chance): string | undefined {
  const source = pattern.source.replace(/^\^\(\?:(.*)\)\$$/s, '$1').replace(/^\^|\$$/g, '');
  for (let round = 0; round < 30; round++) {
    const made = new Grower(source, chance).alternatives();
    if (made !== undefined && pattern.test(made)) return made;
  }
  return undefined;
}

const CLASSES: { readonly [letter: string]: string } = { d: '0123456789', w: 'abcXYZ019_', s: ' ' };
const ANY = 'abcdeXYZ0123456789';

/** Grows a text along a pattern: letters, classes, groups, alternatives and how often. */
class Grower {
  readonly #source: string;
  readonly #chance: Chance;
  #at = 0;

  constructor(source: string, chance: Chance) {
    this.#source = source;
    this.#chance = chance;
  }

  alternatives(): string | undefined {
    const ways: string[] = [];
    let way: string | undefined = '';
    for (;;) {
      const next = this.#source[this.#at];
      if (next === undefined || next === ')') break;
      if (next === '|') {
        this.#at++;
        if (way !== undefined) ways.push(way);
        way = '';
        continue;
      }
      const piece = this.#piece();
      way = way === undefined || piece === undefined ? undefined : way + piece;
    }
    if (way !== undefined) ways.push(way);
    return this.#chance.pick(ways);
  }

  #piece(): string | undefined {
    const from = this.#at;
    const once = this.#atom();
    const to = this.#at;
    const [least, most] = this.#times();
    const after = this.#at;
    let all = '';
    for (let n = this.#chance.whole(least, most); n > 0; n--) {
      this.#at = from;
      const made = this.#atom();
      if (made === undefined) return undefined;
      all += made;
    }
    this.#at = Math.max(after, to);
    return once === undefined ? undefined : all;
  }

  #times(): readonly [number, number] {
    const [whole = '', sign, min, , max] =
      /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += whole.length;
    if (sign === '*') return [0, 3];
    if (sign === '+') return [1, 4];
    if (sign === '?') return [0, 1];
    if (min === undefined) return [1, 1];
    const least = Number(min);
    return [least, whole.includes(',') ? (max === undefined || max === '' ? least + 3 : Number(max)) : least];
  }

  #atom(): string | undefined {
    const letter = this.#source[this.#at++];
    if (letter === '(') {
      const kind = /^\?(?::|<?[=!])/.exec(this.#source.slice(this.#at))?.[0] ?? '';
      this.#at += kind.length;
      const inside = this.alternatives();
      this.#at++;
      return kind === '' || kind === '?:' ? inside : '';
    }
    if (letter === '[') return this.#set();
    if (letter === '.') return this.#letterOf(ANY);
    if (letter === '^' || letter === '$') return '';
    if (letter !== '\\') return letter;
    const escaped = this.#source[this.#at++] ?? '';
    if (escaped === 'b') return '';
    const known = CLASSES[escaped];
    return known === undefined ? escaped : this.#letterOf(known);
  }

  #set(): string | undefined {
    const end = this.#source.indexOf(']', this.#at + 1);
    if (end < 0) return undefined;
    let inside = this.#source.slice(this.#at, end);
    this.#at = end + 1;
    const not = inside.startsWith('^');
    if (not) inside = inside.slice(1);
    const letters = inside
      .replace(/\\([dws])/g, (_, name: string) => CLASSES[name] ?? '')
      .replace(/\\(.)/g, '$1')
      .replace(/(.)-(.)/gu, (_, from: string, to: string) => range(from, to));
    return this.#letterOf(not ? [...ANY].filter((each) => !letters.includes(each)).join('') : letters);
  }

  #letterOf(letters: string): string | undefined {
    return this.#chance.pick([...letters]);
  }
}

function range(from: string, to: string): string {
  const [first, last] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  return Array.from({ length: Math.max(0, Math.min(last - first + 1, 80)) }, (_, index) =>
    String.fromCodePoint(first + index),
  ).join('');
}

/** How long the answer to a text question may be. */
export function lengthOf(question: Question): number {
  return question.maxLength ?? { text: 200, 'long-text': 5000 }[question.type as string] ?? 200;
}
