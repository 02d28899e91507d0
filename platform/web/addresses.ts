import { TorgetError } from '#platform/errors.ts';
import { type Language, languagePrefix } from '#platform/text/index.ts';

/** Route name → Swedish path with `:params`. Every other language has the same path under its code: `/en`, `/fi`. */
export type AddressTable = { readonly [name: string]: string };

/** Gives the address of a named route; the one place where addresses are put together. */
export class Addresses {
  readonly #table: AddressTable;
  /** Each path cut at its parameters, at its first use: text and names by turns. */
  readonly #cut = new Map<string, readonly string[]>();

  constructor(table: AddressTable) {
    this.#table = table;
  }

  pattern(name: string): string {
    const path = this.#table[name];
    if (path === undefined) {
      throw new TorgetError(
        'no-address',
        500,
        { sv: 'Sidan saknar adress.', en: 'The page has no address.' },
        `route ${name} is not in app/urls.ts`,
      );
    }
    return path;
  }

  url(name: string, params: { readonly [name: string]: string } = {}, language: Language = 'sv'): string {
    const parts = this.#parts(name);
    let path = parts[0] ?? '';
    for (let at = 1; at < parts.length; at += 2) {
      path += encodeURIComponent(params[parts[at] ?? ''] ?? '') + (parts[at + 1] ?? '');
    }
    const prefix = languagePrefix(language);
    const full = prefix !== '' && path === '/' ? prefix : `${prefix}${path}`;
    const rest = Object.entries(params).filter(([key]) => !isName(parts, key));
    return rest.length === 0 ? full : `${full}?${new URLSearchParams(rest)}`;
  }

  #parts(name: string): readonly string[] {
    const known = this.#cut.get(name);
    if (known !== undefined) return known;
    const parts = this.pattern(name).split(/:([a-z]+)/i);
    this.#cut.set(name, parts);
    return parts;
  }
}

function isName(parts: readonly string[], key: string): boolean {
  return parts.some((part, at) => at % 2 === 1 && part === key);
}
