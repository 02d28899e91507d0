import type { Text } from '../types.ts';
import type { SourceLanguage } from './draft.ts';
import { hasTags, line, plain } from './html.ts';
import type { Notes, Place } from './notes.ts';

/** No text of a form may be longer. */
const LONGEST = 5000;
const LONGEST_LINE = 1000;

/** Source texts as texts of a form. Swedish must be there: until somebody translates it stands in the source's words. */
export class Words {
  readonly language: SourceLanguage;
  readonly #notes: Notes;

  constructor(language: SourceLanguage, notes: Notes) {
    this.language = language;
    this.#notes = notes;
  }

  /** In the source's language, and so as Swedish; nothing at all is no text. */
  text(words: string): Text {
    if (words.trim() === '') return { sv: 'Svar', en: 'Answer' };
    return this.language === 'sv' ? { sv: words } : { sv: words, [this.language]: words };
  }

  /** A label on one line, cut where it is longer than a label can be. */
  label(source: string, place: Place): Text {
    return this.text(this.#cut(line(source), LONGEST_LINE, place));
  }

  /** A hint on one line; undefined when the source has none. */
  hint(source: string, place: Place): Text | undefined {
    const words = this.#cut(line(source), LONGEST_LINE * 2, place);
    if (words === '') return undefined;
    if (/<(?!\/?(p|br|span|div)\b)[a-z]/i.test(source)) this.#plain(place);
    return this.text(words);
  }

  /** Longer text in paragraphs, in as many pieces as a text may be long. */
  paragraphs(source: string, place: Place): readonly Text[] {
    const words = plain(source);
    if (words === '') return [];
    if (hasTags(source) && /<(h[1-6]|table|img|strong|b|em|details)\b/i.test(source)) this.#plain(place);
    const pieces: string[] = [];
    for (const paragraph of words.split('\n\n')) {
      const last = pieces.at(-1);
      if (last !== undefined && last.length + paragraph.length + 2 <= LONGEST)
        pieces[pieces.length - 1] = `${last}\n\n${paragraph}`;
      else for (let at = 0; at < paragraph.length; at += LONGEST) pieces.push(paragraph.slice(at, at + LONGEST));
    }
    return pieces.map((piece) => this.text(piece));
  }

  #cut(words: string, most: number, place: Place): string {
    if (words.length <= most) return words;
    this.#notes.lost(
      'text-cut',
      place,
      `Texten är kortad till ${most} tecken.`,
      `The text is cut to ${most} characters.`,
    );
    return `${words.slice(0, most - 1)}…`;
  }

  #plain(place: Place): void {
    this.#notes.different(
      'plain-text',
      place,
      'HTML i texten har blivit vanlig text: stycken, punktlistor och adresser finns kvar, annan formatering inte.',
      'HTML in the text became plain text: paragraphs, lists and addresses are kept, other formatting is not.',
    );
  }
}
