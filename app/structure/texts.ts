import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Finding } from './floors.ts';
import type { Sources } from './imports.ts';

const LANGUAGES = ['sv', 'en'];
const TEST = /\.test\.tsx?$|\/(\w+\.)?testing\.tsx?$/;
// A key of at least two parts, alone between its quotes: in a template each `${…}` stands for what it may become.
const QUOTED = /'([a-z]+(?:\.[\w-]+)+)'/g;
const WORD = /'([\w-]+)'|\b([a-z][\w]*)\??:/g;
const TEMPLATE = /`([a-z]+\.(?:[\w.-]|\$\{(?:[^{}]|\{[^{}]*\})*\})*)`/g;

/** Texts that lack a language, or say nothing in it. */
export function missingTexts(root: string): Finding[] {
  return folders(root).flatMap((folder) => {
    const [first = new Map(), second = new Map()] = LANGUAGES.map((language) =>
      texts(join(root, folder, `text.${language}.yaml`)),
    );
    return [...new Set([...first.keys(), ...second.keys()])]
      .filter((key) => !first.get(key) || !second.get(key))
      .map((key) => `${folder}text.*.yaml: ${key} lacks ${first.get(key) ? LANGUAGES[1] : LANGUAGES[0]}`);
  });
}

/**
 * Texts whose key no source asks for, in any language: written out, or as one of those that a template may become, whose
 * `${…}` each stand for a word that some source has in quotes or as a name. Tests do not count: what only they ask for
 * nobody reads.
 */
export function unusedTexts(root: string, sources: Sources): Finding[] {
  const asked = askedFor(sources);
  return globSync('{app,areas,platform}/**/text.*.yaml', { cwd: root })
    .sort()
    .flatMap((path) =>
      [...texts(join(root, path)).keys()].filter((key) => !asked(key)).map((key) => `${path}: ${key}`),
    );
}

/** Whether the sources ask for the text of a key. */
export function askedFor(sources: Sources): (key: string) => boolean {
  const keys = new Set<string>();
  const words = new Set<string>();
  const templates = new Set<string>();
  for (const { path, text } of sources.values()) {
    if (TEST.test(path)) continue;
    for (const [, key = ''] of text.matchAll(QUOTED)) keys.add(key);
    for (const [, quoted, name] of text.matchAll(WORD)) words.add(quoted ?? name ?? '');
    for (const [, template = ''] of text.matchAll(TEMPLATE)) templates.add(template);
  }
  const patterns = [...templates].map((template) => {
    const parts = template.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('([\\w-]+)')}$`);
  });
  return (key) =>
    keys.has(key) || patterns.some((pattern) => pattern.exec(key)?.every((word, at) => at === 0 || words.has(word)));
}

function folders(root: string): string[] {
  const found = globSync('{app,areas,platform}/**/text.*.yaml', { cwd: root }).map((path) =>
    path.replace(/[^/]+$/, ''),
  );
  return [...new Set(found)].sort();
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
