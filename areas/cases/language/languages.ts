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

/** Chosen where the language is none of those: its name follows on a line of its own. */
export const OTHER_LANGUAGE = 'annat';
const LANGUAGE_LIMIT = 60;
const FORMAT_LIMIT = 100;

/** What is wrong with what was said of a language or a form, by the field that it stands in. */
export interface NeedError {
  readonly field: 'annat' | 'form';
  readonly text: 'cases.language.name-it' | 'cases.language.name-long' | 'cases.language.format-long';
}

export function needError(said: { readonly [field: string]: string }): NeedError | null {
  const name = (said['annat'] ?? '').trim();
  if (said['sprak'] === OTHER_LANGUAGE && name.length < 2) return { field: 'annat', text: 'cases.language.name-it' };
  if (name.length > LANGUAGE_LIMIT) return { field: 'annat', text: 'cases.language.name-long' };
  if ((said['form'] ?? '').trim().length > FORMAT_LIMIT) return { field: 'form', text: 'cases.language.format-long' };
  return null;
}

/** The language that was said: a code of ours, also when it was written by its name; else the name. */
export function languageSaid(t: Texts, said: { readonly [field: string]: string }): string {
  if (said['sprak'] !== OTHER_LANGUAGE) return contactLanguage(said['sprak']) ?? 'sv';
  const name = (said['annat'] ?? '').trim();
  const named = (one: string) => one.toLocaleLowerCase('sv') === name.toLocaleLowerCase('sv');
  if (named(t('cases.language.swedish'))) return 'sv';
  return CONTACT_LANGUAGES.find((one) => named(contactLanguageName(t, one))) ?? name;
}

/** A language's name in the language of the page; of one that is not known, what it is called. */
export function contactLanguageName(t: Texts, code: string): string {
  const known = contactLanguage(code);
  return known === undefined ? code : t(`cases.language.name.${known}`);
}

/** Lag (2009:724) 8 §: in the administrative area of a language its speakers get decisions translated in writing. */
export function givesTranslation(town: Pick<Town, 'minorityLanguages'>, language: string): boolean {
  return town.minorityLanguages.some((one) => one === language);
}

/** What a person needs, in words for the officer: `finska, beslut översätts, tolk, stor stil`. */
export function needText(t: Texts, { language, interpreter, written, format }: LanguageNeed): string {
  return [
    language === 'sv' ? '' : contactLanguageName(t, language),
    written ? t('cases.language.written') : '',
    interpreter ? t('cases.language.interpreter') : '',
    format ?? '',
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
    /** A code of ours, or a name. */
    readonly language: string;
    readonly interpreter: boolean;
    readonly format: string | null;
    readonly by: string;
    readonly unit: string | null;
    readonly at: string;
  },
): Promise<void> {
  const written = givesTranslation(town, said.language);
  await recordLanguageNeed(tx, { ...said, written });
  await (written ? askTranslations(tx, said) : forgoTranslations(tx, said.party));
}
