import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hasSchemas } from '#areas/archive/index.ts';
import { ROOT } from '../serve.ts';

export interface Arguments {
  readonly names: readonly string[];
  readonly out: string | undefined;
  /** Folder with the published schemas; undefined when there is none. */
  readonly schemas: string | undefined;
}

/** Undefined when the arguments make no sense. The schemas stand in the reference data unless a folder is named. */
export async function readArguments(args: readonly string[]): Promise<Arguments | undefined> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, schemas: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) return undefined;
    const folder = values.schemas ?? join(process.env['TORGET_SHARED'] ?? join(ROOT, '../shared'), 'data/e-ark');
    const there = await hasSchemas(folder);
    if (values.schemas !== undefined && !there) return undefined;
    return { names: positionals, out: values.out, schemas: there ? folder : undefined };
  } catch {
    return undefined;
  }
}
