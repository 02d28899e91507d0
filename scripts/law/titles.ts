import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A test's claim in its title: `law 12b: last day …`. */
const CLAIM = /^law (\d+)([a-z]): (.+)$/s;
/** Where a title of that kind stands in a source, also one that a loop fills. */
const IN_SOURCE = /\btest\(\s*['"`]law (\d+[a-z]): /g;
/** Where a test file takes in a part of itself that stands beside it: `./withdraw.testing.ts`. */
const PART = /\bfrom '(\.{1,2}\/[^']+\.testing\.tsx?)'/g;

/** What a test's title claims to show; undefined for other tests. */
export function claimOf(title: string): { readonly demand: string; readonly name: string } | undefined {
  const [, row, letter, name] = CLAIM.exec(title) ?? [];
  return row === undefined || name === undefined ? undefined : { demand: `${row}${letter}`, name };
}

/** The demands that have a test, each with the files to run for it, as paths from the checkout. */
export function claims(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const files = globSync('{app,areas,e2e,engines,platform,scripts}/**/*.test.{ts,tsx}', { cwd: root }).sort();
  for (const file of files.filter((path) => !path.startsWith('scripts/law/'))) {
    const demands = sources(root, file).flatMap((text) =>
      [...text.matchAll(IN_SOURCE)].map(([, demand = '']) => demand),
    );
    for (const demand of new Set(demands)) found.set(demand, [...(found.get(demand) ?? []), file]);
  }
  return found;
}

/** What a test file says, with its parts; each once. */
export function sources(root: string, file: string): readonly string[] {
  const read = new Map<string, string>();
  const wanted = [file];
  for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
    if (read.has(next)) continue;
    const text = readFileSync(join(root, next), 'utf8');
    read.set(next, text);
    for (const [, part = ''] of text.matchAll(PART)) wanted.push(join(dirname(next), part));
  }
  return [...read.values()];
}
