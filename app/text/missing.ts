import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { type Language, readTexts } from '#platform/text/index.ts';
import { languagesOf, type MissingText } from '#platform/town/index.ts';

/** What the house says in one language: how many texts it has, and those that the language lacks. */
export interface HouseTexts {
  readonly texts: number;
  readonly missing: readonly MissingText[];
}

/** What the house itself says and a language lacks: texts of pages and messages, forms of its processes, its letters. */
export function houseTexts(root: string, language: Language): HouseTexts {
  const all = [ofPages(root, language), ...ofForms(root, language), ...ofLetters(root, language)];
  return {
    texts: all.reduce((sum, { texts }) => sum + texts, 0),
    missing: all.flatMap(({ missing }) => missing),
  };
}

/** Keys of `text.sv.yaml` that `text.<language>.yaml` nowhere has: what the page then says in Swedish, and where it stands. */
function ofPages(root: string, language: Language): HouseTexts {
  const own = readTexts(root, [language]).get(language);
  const keys = paths(root, '{app,areas,platform}/**/text.sv.yaml').flatMap((file) => keysOf(root, file));
  const missing = keys.flatMap(({ place, ...text }) => (own?.has(place) ? [] : [{ language, place, ...text }]));
  return { texts: keys.length, missing };
}

function keysOf(root: string, file: string): Omit<MissingText, 'language'>[] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(root, file), 'utf8'), { lineCounter: lines });
  const visit = (node: unknown, prefix: string): Omit<MissingText, 'language'>[] => {
    if (!isMap(node)) return [];
    return node.items.flatMap(({ key, value }) => {
      const place = `${prefix}${isScalar(key) ? String(key.value) : '?'}`;
      if (!isScalar(value)) return visit(value, `${place}.`);
      const line = lines.linePos(value.range?.[0] ?? 0).line;
      return [{ file, line, place, words: String(value.value).slice(0, 50) }];
    });
  };
  return visit(document.contents, '');
}

function ofForms(root: string, language: Language): HouseTexts[] {
  return paths(root, 'areas/*/{processes,forms}/*.yaml').map((file) =>
    languagesOf({ [file]: readFileSync(join(root, file), 'utf8') }, [language]),
  );
}

function ofLetters(root: string, language: Language): HouseTexts[] {
  const folders = [...new Set(paths(root, 'areas/*/letters/*.md').map(dirname))];
  return folders.map((folder) => {
    const names = paths(root, `${folder}/*.md`).map((file) => `letters/${basename(file)}`);
    const { texts, missing } = languagesOf(Object.fromEntries(names.map((name) => [name, ''])), [language]);
    return { texts, missing: missing.map((one) => ({ ...one, file: join(folder, basename(one.file)) })) };
  });
}

function paths(root: string, pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root }).sort();
}
