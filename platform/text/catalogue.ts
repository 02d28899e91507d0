import { IntlMessageFormat } from 'intl-messageformat';
import { TorgetError } from '#platform/errors.ts';
import type { TextKey } from '../../.generated/text-keys.ts';
import { houseLanguages, type Language, languages, languageTag } from './language.ts';
import { lawSpaces } from './law-spaces.ts';
import { readTexts } from './read.ts';

export type { TextKey };

/**
 * What may stand in a placeholder. Amounts and dates are written by the functions of this folder, in the language that the
 * sentence is in: a page in another may have it in Swedish.
 */
export type TextValues = { readonly [name: string]: string | number | ((language: Language) => string) };

/** The texts of one language: `t('applications.page.title', { n: 3 })`. */
export type Texts = (key: TextKey, values?: TextValues) => string;

/** The texts of a language, with which of them are not in it. */
export interface Followed {
  readonly t: Texts;
  /** The texts, filled in, that were answered in Swedish so far. */
  readonly swedish: ReadonlySet<string>;
}

export interface TextCatalogue {
  /** The texts in a language; a key that the language lacks is answered in Swedish. */
  for(language: Language): Texts;
  /** As `for`, and keeps what it answered in Swedish for want of the language: such texts are marked on the page. */
  followed(language: Language): Followed;
  /** Keys that some language lacks, `en: applications.page.title`, sorted. Empty is what the tests ask for. */
  missing(among?: readonly Language[]): readonly string[];
  /** Patterns that do not compile or whose placeholders differ between the languages, with the reason. */
  faults(): readonly string[];
}

/** Reads every `text.<language>.yaml` under app, areas and platform of the checkout `root`. */
export function loadTexts(root: string): TextCatalogue {
  return catalogue(readTexts(root, languages));
}

/** A catalogue over patterns that are already read: language → key → ICU pattern. */
export function catalogue(patterns: ReadonlyMap<Language, ReadonlyMap<string, string>>): TextCatalogue {
  const of = (language: Language) => patterns.get(language) ?? new Map<string, string>();
  const keys = [...new Set(languages.flatMap((language) => [...of(language).keys()]))].sort();
  const spoken = new Map(languages.map((language) => [language, speaker(language, of(language), of('sv'))]));
  return {
    for: (language) => spoken.get(language) ?? speaker(language, of(language), of('sv')),
    followed: (language) => follow(language, of(language), spoken.get(language) as Texts),
    missing: (among = houseLanguages) =>
      among.flatMap((l) => keys.filter((key) => !of(l).has(key)).map((key) => `${l}: ${key}`)),
    faults: () =>
      keys.flatMap((key) =>
        faultsOf(
          key,
          languages.map((l) => [l, of(l).get(key)] as const),
        ),
      ),
  };
}

function follow(language: Language, own: ReadonlyMap<string, string>, spoken: Texts): Followed {
  const swedish = new Set<string>();
  const t: Texts = (key, values) => {
    const said = spoken(key, values);
    if (language !== 'sv' && !own.has(key)) swedish.add(said);
    return said;
  };
  return { t, swedish };
}

type Message = string | IntlMessageFormat;

/** Patterns are compiled at their first use and kept; a text without braces is its own message. */
function speaker(language: Language, own: ReadonlyMap<string, string>, swedish: ReadonlyMap<string, string>): Texts {
  const compiled = new Map<string, Message>();
  return (key, values) => {
    let message = compiled.get(key);
    const spoken = own.has(key) ? language : 'sv';
    if (message === undefined) {
      message = compile(lawSpaces(own.get(key) ?? swedish.get(key) ?? key), spoken);
      compiled.set(key, message);
    }
    return typeof message === 'string' ? message : formatted(key, message, written(values, spoken));
  };
}

function written(values: TextValues = {}, language: Language): { readonly [name: string]: string | number } {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'function' ? value(language) : value]),
  );
}

function compile(pattern: string, language: Language): Message {
  // An apostrophe is ICU's escape only beside a brace; without braces the text stands as it is written.
  return /[{}#<]/.test(pattern)
    ? new IntlMessageFormat(pattern, languageTag(language), undefined, { ignoreTag: true })
    : pattern;
}

function formatted(key: string, message: IntlMessageFormat, values: ReturnType<typeof written>): string {
  try {
    return String(message.format(values));
  } catch (error) {
    throw new TorgetError(
      'text-values',
      500,
      { sv: 'En text på sidan gick inte att sätta ihop.', en: 'A text on the page could not be put together.' },
      `${key}: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

function faultsOf(key: string, patterns: readonly (readonly [Language, string | undefined])[]): string[] {
  const names = new Map<Language, string>();
  for (const [language, pattern] of patterns) {
    if (pattern === undefined) continue;
    try {
      const message = compile(pattern, language);
      names.set(language, typeof message === 'string' ? '' : placeholders(message.getAst()).join(', '));
    } catch (error) {
      return [`${language}: ${key}: ${error instanceof Error ? error.message : String(error)}`];
    }
  }
  const different = new Set(names.values()).size > 1;
  return different ? [`${key}: ${[...names].map(([l, n]) => `${l} {${n}}`).join(' but ')}`] : [];
}

/** Names in an ICU syntax tree, sorted, each once; the options of plural and select are trees of their own. */
function placeholders(tree: unknown): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const inner of node) walk(inner);
    else if (node !== null && typeof node === 'object') {
      const { type, value } = node as { type?: number; value?: unknown };
      // 0 is a literal text in the tree of @formatjs/icu-messageformat-parser; every other type names its argument.
      if (type !== undefined && type !== 0 && typeof value === 'string') found.add(value);
      for (const inner of Object.values(node)) if (typeof inner === 'object') walk(inner);
    }
  };
  walk(tree);
  return [...found].sort();
}
