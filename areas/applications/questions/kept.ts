import type { Json } from '@torget/feel';
import { isRecord } from '@torget/form';

/** The file that stands in a file field as JSON; undefined when there is none. */
export function keptIn(value: string): { readonly file: string; readonly name: string } | undefined {
  if (value === '') return undefined;
  try {
    const json = JSON.parse(value) as Json;
    if (!isRecord(json) || typeof json['file'] !== 'string') return undefined;
    return { file: json['file'], name: typeof json['name'] === 'string' ? json['name'] : json['file'] };
  } catch {
    return undefined;
  }
}
