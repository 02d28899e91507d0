import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutation } from './mutations.ts';
import { sources } from './titles.ts';

/** The breaks that runs of this checkout have seen caught, by what was tried: a change of it is tried anew. */
export interface Seen {
  has(key: string): boolean;
  add(key: string, what: string): void;
}

/** What was tried: the break, the text that it breaks and the files of tests that had to notice. */
export function keyOf(root: string, demand: string, one: Mutation, files: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([demand, one.file, one.find, one.put]));
  const texts = [readFileSync(join(root, one.file), 'utf8'), ...files.flatMap((file) => sources(root, file))];
  for (const text of texts) hash.update(text);
  return hash.digest('base64url');
}

/** Kept among what is generated, where `--left` finds it after an interruption too. */
export function seenIn(root: string): Seen {
  const place = join(root, '.generated', 'law-caught.json');
  const known: { [key: string]: string } = existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')) : {};
  return {
    has: (key) => key in known,
    add(key, what) {
      known[key] = what;
      mkdirSync(join(root, '.generated'), { recursive: true });
      writeFileSync(`${place}.${process.pid}`, `${JSON.stringify(known, null, 2)}\n`);
      renameSync(`${place}.${process.pid}`, place);
    },
  };
}
