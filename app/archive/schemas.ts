import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasSchemas } from '#areas/archive/index.ts';

const SHARED = fileURLToPath(new URL('../../../shared', import.meta.url));

/** The folder with the published schemas: the named one, or the reference data; undefined when they are not there. */
export async function publishedSchemas(named?: string): Promise<string | undefined> {
  const folder = named ?? join(process.env['TORGET_SHARED'] ?? SHARED, 'data/e-ark');
  return (await hasSchemas(folder)) ? folder : undefined;
}
