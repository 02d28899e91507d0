import type { Json } from '@torget/feel';
import { isRecord, type Schema } from '@torget/form';

/** A text for each pattern that question types have: right in its form, and nobody's. */
const TEXTS = [
  ...['2026-02', '2026-02-03T08:00', '08:30', '114 55', '8327', '5500000000', '189005039806'],
  ...['SE0000000000000000000000', 'a'.repeat(64)],
];

/** The smallest value that a schema of a form takes, as an example of what is sent. */
export function sampleOf(schema: Schema): Json {
  const { const: constant, enum: among, type, items, minItems } = schema;
  if (constant !== undefined) return constant;
  if (Array.isArray(among)) return among[0] ?? null;
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return entriesOf(schema);
    case 'array':
      return Array.from({ length: Number(minItems ?? 0) }, () => (isRecord(items) ? sampleOf(items) : null));
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, Number(schema['minimum'] ?? 1)), Number(schema['maximum'] ?? 1));
    default:
      return textFor(schema);
  }
}

/** What an object must have, and of the rest as much as it must have at least: the last say it in words (a place). */
function entriesOf({ properties, required, minProperties }: Schema): Json {
  const must = Array.isArray(required) ? required : [];
  const all = isRecord(properties) ? Object.entries(properties) : [];
  const rest = all.map(([name]) => name).filter((name) => !must.includes(name));
  const more = rest.toReversed().slice(0, Math.max(0, Number(minProperties ?? 0) - must.length));
  const said = all.filter(([name]) => must.includes(name) || more.includes(name));
  return Object.fromEntries(said.flatMap(([name, each]) => (isRecord(each) ? [[name, sampleOf(each)]] : [])));
}

function textFor({ format, pattern, maxLength, minLength }: Schema): string {
  if (format === 'date') return '2026-02-03';
  if (format === 'decimal') return '100';
  if (typeof pattern === 'string') return TEXTS.find((text) => new RegExp(pattern, 'u').test(text)) ?? '';
  return 'Exempel'.padEnd(Number(minLength ?? 0), '.').slice(0, Number(maxLength ?? 100));
}
