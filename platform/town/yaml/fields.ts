import type { Text } from '@torget/form';
import type { TranslatedList } from '#platform/text/index.ts';
import { type At, anyOf, type Faults, START } from '../faults.ts';
import { isNull, type Yaml, type YamlMap } from './parse.ts';

const WHOLE = /^-?(0|[1-9]\d*)$/;
const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/**
 * The keys of one map, read one by one. What is wrong is written into the faults and a harmless value is given back, so
 * that a whole file is read and every fault in it is told at once. `end()` reports the keys that nobody asked for.
 */
export class Fields {
  readonly at: At;
  readonly faults: Faults;
  readonly #map: YamlMap;
  readonly #asked = new Set<string>();

  constructor(map: YamlMap, faults: Faults) {
    this.#map = map;
    this.at = map.at;
    this.faults = faults;
  }

  /** The node of a key, or undefined when it is absent or null. */
  node(key: string): Yaml | undefined {
    this.#asked.add(key);
    const value = this.#map.entries.get(key)?.value;
    return value === undefined || isNull(value) ? undefined : value;
  }

  /** Where the key's value stands; the map itself when the key is absent. */
  where(key: string): At {
    return this.#map.entries.get(key)?.value.at ?? this.at;
  }

  keys(): readonly string[] {
    return [...this.#map.entries.keys()];
  }

  text(key: string): string {
    return this.maybeText(key) ?? this.#missing(key, '');
  }

  maybeText(key: string): string | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    return node.kind === 'text' ? node.text : this.#wrong(key, node.at, { sv: 'en text', en: 'a text' }, '');
  }

  #matching(key: string, pattern: RegExp, what: { sv: string; en: string }): string | undefined {
    const text = this.maybeText(key);
    if (text === undefined || pattern.test(text)) return text;
    return this.#wrong(key, this.where(key), what, '');
  }

  wholeNumber(key: string): number {
    const text = this.#matching(key, WHOLE, { sv: 'ett heltal', en: 'a whole number' });
    return text === undefined ? this.#missing(key, 0) : Number(text);
  }

  maybeDecimal(key: string): string | undefined {
    return this.#matching(key, DECIMAL, { sv: 'ett tal', en: 'a number' });
  }

  decimal(key: string): string {
    return this.maybeDecimal(key) ?? this.#missing(key, '0');
  }

  maybeDate(key: string): string | undefined {
    const text = this.maybeText(key);
    if (text === undefined || isDate(text)) return text;
    return this.#wrong(key, this.where(key), { sv: 'ett datum som 2026-02-03', en: 'a date like 2026-02-03' }, '');
  }

  date(key: string): string {
    return this.maybeDate(key) ?? this.#missing(key, '');
  }

  month(key: string): string {
    const text = this.#matching(key, MONTH, { sv: 'en månad som 2026-02', en: 'a month like 2026-02' });
    return text ?? this.#missing(key, '');
  }

  maybeDuration(key: string): string | undefined {
    return this.#matching(key, DURATION, { sv: 'en tidslängd som P5D', en: 'a duration like P5D' });
  }

  flag(key: string, fallback: boolean): boolean {
    const node = this.node(key);
    if (node === undefined) return fallback;
    if (node.kind === 'text' && node.plain && node.text === 'true') return true;
    if (node.kind === 'text' && node.plain && node.text === 'false') return false;
    return this.#wrong(key, node.at, { sv: 'true eller false', en: 'true or false' }, fallback);
  }

  oneOf<T extends string>(key: string, values: readonly T[]): T {
    return this.maybeOneOf(key, values) ?? this.#missing(key, values[0] as T);
  }

  maybeOneOf<T extends string>(key: string, values: readonly T[]): T | undefined {
    const text = this.maybeText(key);
    if (text === undefined) return undefined;
    const found = values.find((value) => value === text);
    return found ?? this.#wrong(key, this.where(key), anyOf(values), values[0]);
  }

  /** A list of texts; absent is an empty list. */
  texts(key: string): readonly string[] {
    return this.list(key).flatMap((item) => {
      if (item.kind === 'text') return [item.text];
      return this.#wrong(key, item.at, { sv: 'en lista med texter', en: 'a list of texts' }, []);
    });
  }

  /** As `texts`, each one of the given words. */
  words<T extends string>(key: string, values: readonly T[]): readonly T[] {
    return this.texts(key).flatMap((text) => {
      const found = values.find((value) => value === text);
      return found === undefined ? this.#wrong(key, this.where(key), anyOf(values), []) : [found];
    });
  }

  list(key: string): readonly Yaml[] {
    const node = this.node(key);
    if (node === undefined) return [];
    return node.kind === 'list' ? node.items : this.#wrong(key, node.at, { sv: 'en lista', en: 'a list' }, []);
  }

  /** A list of maps. */
  maps(key: string): readonly Fields[] {
    return this.list(key).flatMap((item) => {
      if (item.kind === 'map') return [new Fields(item, this.faults)];
      return this.#wrong(key, item.at, { sv: 'nycklar och värden', en: 'keys and values' }, []);
    });
  }

  maybeMap(key: string): Fields | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind === 'map') return new Fields(node, this.faults);
    return this.#wrong(key, node.at, { sv: 'nycklar och värden', en: 'keys and values' }, undefined);
  }

  /** The map under a key; when it is missing, an empty one and a fault. */
  map(key: string): Fields {
    const map = this.maybeMap(key);
    if (map !== undefined) return map;
    if (this.node(key) === undefined) this.#missing(key, undefined);
    return new Fields({ kind: 'map', at: this.at, entries: new Map() }, new NoFaults(this.faults));
  }

  /** Every key of the map under `key` with the map it holds, in the order of the file. */
  entries(key: string): readonly { readonly id: string; readonly fields: Fields }[] {
    const map = this.maybeMap(key);
    if (map === undefined) return [];
    return map.keys().map((id) => ({ id, fields: map.map(id) }));
  }

  /** `{ sv, en }`. What lacks English is warned about; pages then show Swedish (settled.md, service-folder.md). */
  bilingual(key: string): Text {
    return this.maybeBilingual(key) ?? this.#missing(key, { sv: '' });
  }

  maybeBilingual(key: string): Text | undefined {
    const map = this.maybeMap(key);
    if (map === undefined) return undefined;
    const text: { [language: string]: string } = {};
    for (const language of map.keys()) text[language] = map.text(language);
    if (text['sv'] === undefined) map.text('sv');
    if (text['en'] === undefined) this.untranslated(key, map.at);
    return { ...text, sv: text['sv'] ?? '' };
  }

  /** Lists of texts by language. */
  maybeLists(key: string): TranslatedList | undefined {
    const map = this.maybeMap(key);
    if (map === undefined) return undefined;
    const lists = Object.fromEntries(map.keys().map((language) => [language, map.texts(language)]));
    const sv = lists['sv'] ?? map.texts('sv');
    if ((lists['en'] ?? []).length !== sv.length) this.untranslated(key, map.at);
    return { ...lists, sv };
  }

  untranslated(key: string, at: At): void {
    this.faults.warn(
      at,
      'missing-text',
      { sv: `"${key}" saknar engelsk text.`, en: `"${key}" has no English text.` },
      { sv: 'Lägg till texten under en.', en: 'Add the text under en.' },
    );
  }

  /** Reports the keys that nobody asked for. Call it last. */
  end(): void {
    const known = [...this.#asked];
    for (const [key, entry] of this.#map.entries) {
      if (this.#asked.has(key)) continue;
      const names = anyOf(known);
      this.faults.error(
        entry.at,
        'unknown-key',
        { sv: `Nyckeln "${key}" finns inte här.`, en: `There is no key "${key}" here.` },
        { sv: `Här kan stå ${names.sv}.`, en: `What may stand here: ${names.en}.` },
      );
    }
  }

  #missing<T>(key: string, instead: T): T {
    if (this.#map.entries.has(key) && this.node(key) !== undefined) return instead;
    this.faults.error(
      this.at,
      'missing-key',
      { sv: `"${key}" saknas.`, en: `"${key}" is missing.` },
      { sv: `Lägg till ${key}.`, en: `Add ${key}.` },
    );
    return instead;
  }

  #wrong<T>(key: string, at: At, what: { sv: string; en: string }, instead: T): T {
    this.faults.error(
      at,
      'wrong-value',
      { sv: `"${key}" ska vara ${what.sv}.`, en: `"${key}" must be ${what.en}.` },
      { sv: `Skriv ${what.sv}.`, en: `Write ${what.en}.` },
    );
    return instead;
  }
}

/** Swallows what is found: the fault of a missing map is told once, not again for each of its keys. */
class NoFaults {
  readonly file: string;
  readonly list = [];
  readonly failed = true;

  constructor(faults: Faults) {
    this.file = faults.file;
  }

  error(): void {}
  warn(): void {}
}

/** True for a day that the calendar has. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** The fields of a document's root, or undefined with a fault when it is no map. */
export function rootFields(node: Yaml | undefined, faults: Faults): Fields | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'map') return new Fields(node, faults);
  faults.error(
    node.at ?? START,
    'wrong-value',
    { sv: 'Filen ska hålla nycklar och värden.', en: 'The file must hold keys and values.' },
    { sv: 'Börja med en rad som "id: …".', en: 'Begin with a line like "id: …".' },
  );
  return undefined;
}
