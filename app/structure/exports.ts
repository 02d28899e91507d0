import type { Finding } from './floors.ts';
import type { Sources } from './imports.ts';

// Read by others than this repository, or loaded by name at run time.
const OPEN_TO_ALL = [
  /^engines\/[\w-]+\/index\.ts$/,
  /\/islands\//,
  /^platform\/database\/test-setup\.ts$/,
  /^e2e\/no-network\/(walk|talkative)\.ts$/,
];

// A door tells the types of what it offers, whether or not anyone has to write their names.
const DOOR = /\/index\.ts$|^e2e\/harness\.ts$/;

/**
 * Exports that no other file asks for: dead code, or a name that could be private. A type may be exported for the sake
 * of another export of its file that speaks of it.
 */
export function unusedExports(sources: Sources): Finding[] {
  const used = usedNames(sources);
  const found: Finding[] = [];
  for (const { path, exports, text } of sources.values()) {
    if (OPEN_TO_ALL.some((pattern) => pattern.test(path))) continue;
    const names = used.get(path);
    if (names?.has('*')) continue;
    for (const { name, type } of exports) {
      if (names?.has(name) || (type && (DOOR.test(path) || mentions(text, name) > 1))) continue;
      found.push(`${path} exports ${name}`);
    }
  }
  return found;
}

function mentions(text: string, name: string): number {
  return text.split(/[^\w$]+/).filter((word) => word === name).length;
}

function usedNames(sources: Sources): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { imports } of sources.values()) {
    for (const { file, names } of imports) {
      if (file === undefined) continue;
      const known = used.get(file) ?? new Set();
      for (const name of names) known.add(name);
      used.set(file, known);
    }
  }
  return used;
}
