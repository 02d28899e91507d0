import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test's claim in its title: `law 12b: last day …`. */
const CLAIM = /^law (\d+)([a-z]): (.+)$/s;
/** Where a title of that kind stands in a source, also one that a loop fills. */
const IN_SOURCE = /\btest\(\s*['"`]law (\d+[a-z]): /g;

/** What a test's title claims to show; undefined for other tests. */
export function claimOf(title: string): { readonly demand: string; readonly name: string } | undefined {
  const [, row, letter, name] = CLAIM.exec(title) ?? [];
  return row === undefined || name === undefined ? undefined : { demand: `${row}${letter}`, name };
}

/** The demands that have a test, each with the files it stands in, as paths from the checkout. */
export function claims(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const files = globSync('{app,areas,e2e,engines,platform,scripts}/**/*.test.{ts,tsx}', { cwd: root }).sort();
  for (const file of files.filter((path) => !path.startsWith('scripts/law/'))) {
    const demands = [...readFileSync(join(root, file), 'utf8').matchAll(IN_SOURCE)].map(([, demand = '']) => demand);
    for (const demand of new Set(demands)) found.set(demand, [...(found.get(demand) ?? []), file]);
  }
  return found;
}
