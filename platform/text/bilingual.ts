import type { Language } from './language.ts';

/** A text of a town, a service or a form: Swedish always, other languages when somebody has written them. */
export type Translated = {
  readonly sv: string;
  readonly en?: string | undefined;
  readonly [language: string]: string | undefined;
};

/** As `Translated` for lists of texts. */
export type TranslatedList = {
  readonly sv: readonly string[];
  readonly en?: readonly string[] | undefined;
  readonly [language: string]: readonly string[] | undefined;
};

/** A text, and its language when that isn't the page's own: goes into the `lang` attribute (WCAG 2.2, 3.1.2). */
export interface InLanguage {
  readonly text: string;
  readonly lang?: Language;
}

/** The text in the language, or in Swedish with `lang: 'sv'` when nobody has translated it. */
export function textIn(text: Translated, language: Language): InLanguage {
  const own = text[language];
  return own === undefined || own === '' ? { text: text.sv, lang: 'sv' } : { text: own };
}

/** As `textIn` where an attribute can't be set: titles, labels of options, plain text. */
export function text(from: Translated, language: Language): string {
  return textIn(from, language).text;
}

/** As `text` for lists: every entry in the language, or all of them in Swedish. */
export function texts(from: TranslatedList, language: Language): readonly string[] {
  const own = from[language];
  return own === undefined || own.length === 0 ? from.sv : own;
}
