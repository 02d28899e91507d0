import type { FormFields } from './types.ts';

/** Largest body of an ordinary form; uploads have limits of their own. */
export const BODY_LIMIT = 1_000_000;
const MAX_FIELDS = 1000;
/** Longest name of a field. */
export const MAX_NAME = 200;

/** Reads `application/x-www-form-urlencoded`; null when there are more fields, or longer names, than any form of ours has. */
export function parseFields(body: string): FormFields | null {
  const fields = noFields();
  let count = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    if (++count > MAX_FIELDS || name.length > MAX_NAME) return null;
    addField(fields, name, value);
  }
  return fields;
}

/** Fields to add to; without a prototype, so that `constructor` is a name like others. */
export function noFields(): Record<string, string[]> {
  return Object.create(null);
}

export function addField(fields: Record<string, string[]>, name: string, value: string): void {
  const clean = withoutNul(value);
  const values = fields[name];
  if (values) values.push(clean);
  else fields[name] = [clean];
}

/** PostgreSQL keeps no U+0000 and nobody types it. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** The first value of a field, white space trimmed, cut at `limit` characters; an absent field is an empty text. */
export function field(fields: FormFields, name: string, limit = 2000): string {
  return (fields[name]?.[0] ?? '').trim().slice(0, limit);
}

/** The day in the fields `name-year`, `name-month` and `name-day`; undefined for what is no day of the calendar. */
export function dayField(fields: FormFields, name: string): Temporal.PlainDate | undefined {
  const [year, month, day] = ['year', 'month', 'day'].map((part) => field(fields, `${name}-${part}`, 4));
  if (!/^\d{4}$/.test(year ?? '') || !/^\d{1,2}$/.test(month ?? '') || !/^\d{1,2}$/.test(day ?? '')) return undefined;
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
  } catch {
    return undefined;
  }
}
