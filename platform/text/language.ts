/**
 * The languages that pages can be in. Swedish is the one that is always there; the others fall back to it. Beside the two
 * of the house they are the languages of lag (2009:724) that have a right of their own in an administrative area:
 * Finnish, Meänkieli, South, North and Lule Sámi. A town names those it speaks, and its texts are data.
 */
export const languages = ['sv', 'en', 'fi', 'fit', 'sma', 'sme', 'smj'] as const;

export type Language = (typeof languages)[number];

/** The languages in which every text of the house is there, in every town: what its letters and messages are written in. */
export const houseLanguages = ['sv', 'en'] as const satisfies readonly Language[];

export type HouseLanguage = (typeof houseLanguages)[number];

/** Narrows a word from an address or a header to a language of the interface. */
function isLanguage(word: string): word is Language {
  return (languages as readonly string[]).includes(word);
}

/** Narrows a word to a language that every text of the house is in. */
export function isHouseLanguage(word: string): word is HouseLanguage {
  return (houseLanguages as readonly string[]).includes(word);
}

/** The language itself where every text of the house is in it, otherwise Swedish: `fi` → `sv`. */
export function houseLanguage(language: string): HouseLanguage {
  return isHouseLanguage(language) ? language : 'sv';
}

/** The languages of a town's pages: those of the house, and of the others those that the town names. */
export function pageLanguages(town: { readonly languages: readonly string[] }): readonly Language[] {
  return languages.filter((language) => isHouseLanguage(language) || town.languages.includes(language));
}

/** The languages' own names, for switches and `hreflang`. */
export const languageNames: { readonly [language in Language]: string } = {
  sv: 'Svenska',
  en: 'English',
  fi: 'Suomi',
  fit: 'Meänkieli',
  sma: 'Åarjelsaemien',
  sme: 'Davvisámegiella',
  smj: 'Julevsámegiella',
};

/** The language as HTML and Intl name it (BCP 47): by its shortest code, which North Sámi has another of. */
export function languageTag(language: Language): string {
  return language === 'sme' ? 'se' : language;
}

/** What stands before every path of the language: nothing in Swedish, `/en`, `/fi`. */
export function languagePrefix(language: Language): string {
  return language === 'sv' ? '' : `/${language}`;
}

/** The language that a path is in by its prefix, and the path without it: `/fi/tjanster` → `fi`, `/tjanster`. */
export function languageOfPath(path: string): { readonly language: Language; readonly path: string } {
  const [, word = '', rest = ''] = /^\/([a-z]+)(?=$|[/?])(.*)$/s.exec(path) ?? [];
  if (word === 'sv' || !isLanguage(word)) return { language: 'sv', path };
  return { language: word, path: rest.startsWith('/') ? rest.replace(/^\/+/, '/') : `/${rest}` };
}
