import { TorgetError } from '#platform/errors.ts';
import type { Language } from '#platform/text/index.ts';

/** Route name → Swedish path with `:params`. English is the same path under `/en`. */
export type AddressTable = { readonly [name: string]: string };

/** Gives the address of a named route; the one place where addresses are put together. */
export class Addresses {
  readonly #table: AddressTable;

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
    const rest = { ...params };
    const path = this.pattern(name).replace(/:([a-z]+)/gi, (_, key: string) => {
      const value = rest[key];
      delete rest[key];
      return encodeURIComponent(value ?? '');
    });
    const query = new URLSearchParams(rest).toString();
    const full = language === 'en' ? (path === '/' ? '/en' : `/en${path}`) : path;
    return query === '' ? full : `${full}?${query}`;
  }
}
