import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './floors.ts';

/** Where the hashes of all migrations stand. */
export const RECORD = 'app/structure/migrations.sha256';

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
