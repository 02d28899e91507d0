import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The published schemas that a package names, as files. */
export const SCHEMA_FILES = [
  'mets.xsd',
  'xlink.xsd',
  'DILCISExtensionMETS.xsd',
  'premis-v3-0.xsd',
  'ERMS.xsd',
] as const;

/** Whether a folder holds the published schemas. */
export async function hasSchemas(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return SCHEMA_FILES.every((name) => (names as readonly string[]).includes(name));
}

/** The schemas as files of a package. */
export async function schemaFiles(folder: string) {
  return Promise.all(
    SCHEMA_FILES.map(async (name) => ({
      path: `schemas/${name}`,
      type: 'text/xml',
      bytes: new Uint8Array(await readFile(join(folder, name))),
    })),
  );
}
