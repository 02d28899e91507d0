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

/** A text without white space around it; a number as text. */
export function word(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? `${value}` : '';
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
