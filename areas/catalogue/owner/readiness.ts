import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Languages, languagesOf, textFilesOf } from '#platform/town/index.ts';
import { folderOf } from '../folder-of.ts';

/** What texts lack, by version and languages: a version never changes. */
const known = new Map<string, Languages>();
const MOST = 2000;

/** Which texts of a version lack which of the languages, as `torget form languages` says it. */
export async function languagesOfVersion(db: Db, version: string, languages: readonly string[]): Promise<Languages> {
  const key = `${version} ${languages.join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = languagesOf(textFilesOf(await folderOf(db, version)), languages);
  if (known.size >= MOST) known.clear();
  known.set(key, found);
  return found;
}

/** How many texts each language has, in the order of the languages. */
export function shares({ texts, missing }: Languages, languages: readonly string[]) {
  return languages.map((language) => ({
    language,
    texts,
    has: texts - missing.filter((text) => text.language === language).length,
  }));
}

/** One time that a service was published, or closed because its folder had errors. */
export interface Publishing {
  readonly version: string | null;
  readonly at: Temporal.Instant;
}

/** Every publishing of a service, newest first. */
export async function publishings(db: Db, service: string): Promise<readonly Publishing[]> {
  const { rows } = await sql<Publishing>`select version, at from catalogue.publication
    where service = ${service} order by id desc limit 50`.execute(db);
  return rows;
}
