import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { type LanguageNeed, recordLanguageNeed } from '#platform/identity/index.ts';
import type { Texts } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import { askTranslations, forgoTranslations } from './untranslated.ts';

/** Languages that a person may say that she uses: those of the minorities and of Sweden's deaf first, then others by name. */
export const CONTACT_LANGUAGES = [
  ...['fi', 'fit', 'sma', 'sme', 'smj', 'rom', 'yid', 'swl'],
  ...['ar', 'prs', 'ckb', 'fa', 'pl', 'so', 'ti', 'uk'],
] as const;
export type ContactLanguage = (typeof CONTACT_LANGUAGES)[number];

export function contactLanguage(code: string | undefined): ContactLanguage | undefined {
  return CONTACT_LANGUAGES.find((one) => one === code);
}

/** A language's name in the language of the page; the code of one that is not known. */
export function contactLanguageName(t: Texts, code: string): string {
  const known = contactLanguage(code);
  return known === undefined ? code : t(`cases.language.name.${known}`);
}

/** Lag (2009:724) 8 §: in the administrative area of a language its speakers get decisions translated in writing. */
export function givesTranslation(town: Pick<Town, 'minorityLanguages'>, language: string): boolean {
  return town.minorityLanguages.some((one) => one === language);
}

/** What a person needs, in words for the officer: `finska, beslut översätts, tolk`. */
export function needText(t: Texts, { language, interpreter, written }: LanguageNeed): string {
  return [
    language === 'sv' ? '' : contactLanguageName(t, language),
    written ? t('cases.language.written') : '',
    interpreter ? t('cases.language.interpreter') : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** Writes down what a person needs; decisions are translated where the law of the area says so. */
export async function sayLanguage(
  tx: Db,
  town: Pick<Town, 'minorityLanguages'>,
  said: {
    readonly party: PartyId;
    readonly language: ContactLanguage | undefined;
    readonly interpreter: boolean;
    readonly by: string;
    readonly unit: string | null;
    readonly at: string;
  },
): Promise<void> {
  const language = said.language ?? 'sv';
  const written = givesTranslation(town, language);
  await recordLanguageNeed(tx, { ...said, language, written });
  await (written ? askTranslations(tx, { ...said, language }) : forgoTranslations(tx, said.party));
}
