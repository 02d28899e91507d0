/** The languages of the interface. Swedish is the one that is always there; the others fall back to it. */
export const languages = ['sv', 'en'] as const;

export type Language = (typeof languages)[number];

/** Narrows a word from an address or a header to a language of the interface. */
export function isLanguage(word: string): word is Language {
  return (languages as readonly string[]).includes(word);
}

/** The languages' own names, for switches and `hreflang`. */
export const languageNames: { readonly [language in Language]: string } = { sv: 'Svenska', en: 'English' };
