import { parseArgs } from 'node:util';
import { publishedSchemas } from './schemas.ts';

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
    const schemas = await publishedSchemas(values.schemas);
    if (values.schemas !== undefined && schemas === undefined) return undefined;
    return { names: positionals, out: values.out, schemas };
  } catch {
    return undefined;
  }
}
