import type { Json } from '@torget/feel';
import { isRecord } from '@torget/form';

/** A file as an answer names it. */
export interface KeptFile {
  readonly file: string;
  readonly name: string;
  readonly type: string;
}

/** The file that stands in a file field as JSON; undefined when there is none. */
export function keptIn(value: string): KeptFile | undefined {
  if (value === '') return undefined;
  try {
    const json = JSON.parse(value) as Json;
    if (!isRecord(json) || typeof json['file'] !== 'string') return undefined;
    const { file, name, type } = json;
    return { file, name: typeof name === 'string' ? name : file, type: typeof type === 'string' ? type : '' };
  } catch {
    return undefined;
  }
}
