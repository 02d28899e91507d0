/** Safe ways into JSON of unknown shape: what is not as expected reads as nothing. */
export type Source = { readonly [key: string]: unknown };

export function record(value: unknown): Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Source) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Records of a list; what is none is left out. */
export function records(value: unknown): readonly Source[] {
  return list(value).flatMap((each) => (Object.keys(record(each)).length > 0 ? [record(each)] : []));
}

/** What no text of a form can hold: control characters other than white space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g;

/** A text without white space around it and without control characters; a number as text. */
export function word(value: unknown): string {
  if (typeof value === 'number') return `${value}`;
  return typeof value === 'string' ? value.replace(CONTROL, '').toWellFormed().trim() : '';
}

/** A value to compare with, as text: truth values too. */
export function literalWord(value: unknown): string {
  return typeof value === 'boolean' ? `${value}` : word(value);
}

/** The entry of a table under a name from a source; what every object inherits is none. */
export function entry<T>(table: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A whole or decimal number, also as text; undefined for the empty text and everything else. */
export function figure(value: unknown): number | undefined {
  const text = word(value);
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

/** True for `true` and `"true"`. */
export function flag(value: unknown): boolean {
  return value === true || value === 'true';
}

/** False for `false` and `"false"` only. */
export function unlessFalse(value: unknown): boolean {
  return value !== false && value !== 'false';
}
