import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** The files of a published version, by their path in the service's folder. */
export async function folderOf(db: Db, version: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const { rows } = await sql<{ folder: { [path: string]: string } }>`select folder from catalogue.service_version
    where hash = ${version}`.execute(db);
  const files = Object.entries(rows[0]?.folder ?? {});
  return new Map(files.map(([path, text]) => [path, new Uint8Array(Buffer.from(text, 'base64'))]));
}
