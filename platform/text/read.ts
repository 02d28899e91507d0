import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { TorgetError } from '#platform/errors.ts';
import type { Language } from './language.ts';

/** The floors that have texts; what a town says stands in its own folder and is never a key. */
const floors = ['app', 'areas', 'platform'];

/** Paths of all `text.<language>.yaml` under the floors of `root`, sorted. */
function textFiles(root: string): readonly string[] {
  return floors
    .flatMap((floor) => filesUnder(join(root, floor)))
    .filter((path) => /\/text\.[a-z]{2}\.yaml$/.test(path))
    .sort();
}

/** The texts of some languages: full key (`applications.page.title`) → ICU pattern. */
export function readTexts(
  root: string,
  languages: readonly Language[],
): ReadonlyMap<Language, ReadonlyMap<string, string>> {
  const [files, parsed] = [textFiles(root), generated(root)];
  return new Map(
    languages.map((language) => {
      const texts = new Map<string, string>();
      for (const path of files.filter((file) => file.endsWith(`/text.${language}.yaml`))) {
        const place = relative(root, path);
        for (const [key, pattern] of entries(read(path, parsed), '', place)) {
          if (texts.has(key)) throw fault(`${place}: ${key} stands in another file too`);
          texts.set(key, pattern);
        }
      }
      return [language, texts];
    }),
  );
}

/** What text files say, by the hash of their text: scripts/generate.mjs has parsed them. */
type Parsed = { readonly [hash: string]: unknown };

function generated(root: string): Parsed {
  try {
    return JSON.parse(readFileSync(join(root, '.generated/texts.json'), 'utf8'));
  } catch {
    return {};
  }
}

function read(path: string, parsed: Parsed): unknown {
  const text = readFileSync(path, 'utf8');
  const hash = createHash('sha256').update(text).digest('base64url');
  return hash in parsed ? parsed[hash] : parse(text);
}

function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function* entries(value: unknown, prefix: string, place: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [prefix, value];
  else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) yield* entries(inner, prefix ? `${prefix}.${key}` : key, place);
  } else if (value !== null) throw fault(`${place}: ${prefix} is no text (put numbers and yes/no in quotes)`);
}

function fault(detail: string): TorgetError {
  return new TorgetError(
    'text-file',
    500,
    { sv: 'En textfil i Torget är fel.', en: 'A text file of Torget is wrong.' },
    detail,
  );
}
