import type { Json } from '@torget/feel';
import { isRecord } from './facts.ts';
import { schema } from './schema.ts';
import type { Form, Schema } from './types.ts';

/** Where a column's values lie in the data: keys from the question on; lists on the way are gone through. */
type Path = readonly string[];

function columnsIn(part: Schema, path: Path): readonly Path[] {
  const properties = part['properties'];
  if (isRecord(properties))
    return Object.entries(properties).flatMap(([key, inner]) => columnsIn(inner as Schema, [...path, key]));
  const { items } = part;
  return isRecord(items) ? columnsIn(items, path) : [path];
}

/** All texts at a path, those of a list's entries one after the other. */
function textsAt(value: Json | undefined, path: Path): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each: Json) => textsAt(each, path));
  const [key, ...rest] = path;
  if (key !== undefined) return isRecord(value) ? textsAt(value[key], rest) : [''];
  return [value === undefined || value === null ? '' : String(value)];
}

/**
 * A cell of RFC 4180. What a spreadsheet would take for a formula is made text by an apostrophe (OWASP, CSV injection);
 * a negative number is left as it is. One that a person wrote there gets another, so that a reader who takes one away is right.
 */
function cell(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Data of a form (the shape of `schema(form)`) as a CSV file (RFC 4180, UTF-8 with no byte order mark): one line for each
 * of `rows`, one column for each value that is no list or object, named by its path (`adress.gata`). The values of a
 * repeated group stand in one cell with ` | ` between them, so that a line is an application whatever is in it.
 */
export function csv(form: Form, rows: readonly { readonly [question: string]: Json }[]): string {
  const paths = columnsIn(schema(form), []);
  const head = paths.map((path) => cell(path.join('.')));
  const lines = rows.map((data) => paths.map((path) => cell(textsAt(data, path).join(' | '))));
  return [head, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}
