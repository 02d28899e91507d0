import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Finding } from './floors.ts';

/** Where the hashes of all migrations stand. */
export const RECORD = 'app/structure/migrations.sha256';
const LANGUAGES = ['sv', 'en'];

/** The migrations of the checkout as lines `sha256  path`, the form that `sha256sum --check` reads. */
export function migrationLines(root: string): string[] {
  return globSync('{areas,platform}/*/migrations/*.sql', { cwd: root })
    .sort()
    .map(
      (path) =>
        `${createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex')}  ${path}`,
    );
}

/** Recorded migrations that were changed, renamed or removed, and new ones that are not recorded yet. */
export function changedMigrations(root: string): Finding[] {
  const record = existsSync(join(root, RECORD)) ? readFileSync(join(root, RECORD), 'utf8').trim().split('\n') : [];
  const now = migrationLines(root);
  return [
    ...record
      .filter((line) => line !== '' && !now.includes(line))
      .map((line) => `${line.slice(66)} is not as recorded`),
    ...now.filter((line) => !record.includes(line)).map((line) => `${line.slice(66)} is not in ${RECORD}`),
  ];
}

/** Migrations of one schema that carry a number another one has already: which runs first would be chance. */
export function sharedNumbers(paths: readonly string[]): Finding[] {
  const first = new Map<string, string>();
  return paths.flatMap((path) => {
    const number = path.replace(/(\/\d+)[^/]*$/, '$1');
    const other = first.get(number);
    if (other === undefined) first.set(number, path);
    return other === undefined ? [] : [`${path} has the number of ${other}`];
  });
}

/** Texts that lack a language, or say nothing in it. */
export function missingTexts(root: string): Finding[] {
  const folders = globSync('{app,areas,platform}/**/text.*.yaml', { cwd: root }).map((path) =>
    path.replace(/[^/]+$/, ''),
  );
  return [...new Set(folders)].sort().flatMap((folder) => {
    const [first = new Map(), second = new Map()] = LANGUAGES.map((language) =>
      texts(join(root, folder, `text.${language}.yaml`)),
    );
    return [...new Set([...first.keys(), ...second.keys()])]
      .filter((key) => !first.get(key) || !second.get(key))
      .map((key) => `${folder}text.*.yaml: ${key} lacks ${first.get(key) ? LANGUAGES[1] : LANGUAGES[0]}`);
  });
}

function texts(path: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, key === '' ? name : `${key}.${name}`);
    } else found.set(key, String(value ?? '').trim());
  };
  if (existsSync(path)) walk(parse(readFileSync(path, 'utf8')), '');
  return found;
}
