import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** More in one process would leave the other cores waiting for it at the end. */
const MOST_FILES = 12;

/**
 * The test files as they share processes: those of one area, engine or part of the platform together, since what they load
 * is loaded, compiled and warm once. The built-in server's own tests and the bench's stop servers and stay alone.
 */
export function groups(files: readonly string[]): readonly (readonly string[])[] {
  const folders = Map.groupBy(files, (file) => (alone(file) ? file : dirname(file).split('/').slice(0, 2).join('/')));
  return [...folders.values()].flatMap((all) => {
    const parts = Math.ceil(all.length / MOST_FILES);
    const size = Math.ceil(all.length / parts);
    return Array.from({ length: parts }, (_, part) => all.slice(part * size, (part + 1) * size));
  });
}

const alone = (file: string) => file.includes('.durable.') || file.startsWith('bench/') || file.startsWith('e2e/');

/**
 * Writes a module that runs the test files of a group, each as a suite of its own: what it sets up for all its tests
 * (`before`, `after`) is set up for them alone. A file that takes longer than `limit` ms fails. Returns the module's path from `root`.
 */
export function together(root: string, group: readonly string[], limit: number): string {
  const [first = '', ...others] = group;
  if (others.length === 0) return first;
  const path = join('.generated', 'tests', `${first.replaceAll('/', '-')}.mjs`);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  // A file that cannot be loaded is a test that fails: a suite without tests would be nothing at all.
  writeFileSync(
    join(root, path),
    `import { describe, test } from 'node:test';
for (const file of ${JSON.stringify(group)})
  await describe(file, { timeout: ${limit} }, () =>
    import('../../' + file).catch((error) => test('loads', () => Promise.reject(error))));
`,
  );
  return path;
}
