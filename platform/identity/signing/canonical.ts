import { createHash } from 'node:crypto';
import type { Json } from '@torget/feel';

/**
 * JSON in its one canonical form (RFC 8785): no blanks, keys in the order of their UTF-16 code units, strings and numbers
 * as ECMAScript writes them. The same data are the same bytes, whoever writes them down.
 * @throws RangeError for text that is no Unicode (a lone surrogate): it has no UTF-8
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return JSON.stringify(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('text with a lone surrogate has no canonical form');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${canonical(key)}:${canonical(item)}`).join(',')}}`;
}

/** SHA-256 in hex of the canonical form. */
export function canonicalHash(value: Json): string {
  return sha256(canonical(value));
}

/** SHA-256 in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
