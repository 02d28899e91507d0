import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One import or re-export. `file` is the path in the repository that it resolves to, undefined for packages. */
export interface Import {
  readonly specifier: string;
  readonly file: string | undefined;
  /** The names asked for, as the other file calls them; `*` for all of them. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  /** Loaded when the line is reached (`import()`), not when the file is. */
  readonly late: boolean;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** The names that other files can ask it for, but for those of `export *`. */
  readonly exports: readonly Export[];
}

export interface Export {
  readonly name: string;
  readonly type: boolean;
}

export type Sources = ReadonlyMap<string, Source>;

const FOLDERS = '{app,areas,bench,e2e,engines,platform,scripts}/**/*.{ts,tsx}';

// Biome keeps top-level statements at the start of a line, so anchored patterns find all of them.
const IMPORT = /^(?:import|export)\s+(type\s+)?(?:([^'";=()]*?)\s*from\s*)?'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'/g;
const DECLARED =
  /^export\s+(?:declare\s+)?(?:async\s+)?(?:abstract\s+)?(function\*?|class|const|let|interface|type)\s+([\w$]+)/gm;
const LISTED = /^export\s+(type\s+)?\{([^}]*)\}/gm;

/** Every TypeScript file of the checkout `root`, by its path, with what it imports and exports. */
export function readSources(root: string): Sources {
  const paths = globSync(FOLDERS, { cwd: root }).filter((path) => !path.includes('node_modules'));
  return new Map(paths.sort().map((path) => [path, readSource(path, readFileSync(join(root, path), 'utf8'))]));
}

function readSource(path: string, text: string): Source {
  const imports = [...text.matchAll(IMPORT)].map(([, type, clause, specifier]) => {
    const { names, types } = readNames(clause ?? '');
    const typeOnly = type !== undefined || (names.length > 0 && types === names.length);
    return { ...target(path, specifier ?? ''), names, typeOnly, late: false };
  });
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier]) => {
    return { ...target(path, specifier ?? ''), names: ['*'], typeOnly: false, late: true };
  });
  return { path, text, imports: [...imports, ...dynamic], exports: readExports(text) };
}

/** Whether `from` loads `goal`, itself or through what it imports. */
export function reaches(sources: Sources, from: string, goal: string): boolean {
  const seen = new Set([from]);
  for (const path of seen) {
    if (path === goal) return true;
    for (const { file, typeOnly } of sources.get(path)?.imports ?? []) if (file && !typeOnly) seen.add(file);
  }
  return false;
}

/** What `from` loads before its first line runs: the specifiers of packages, each with a file that names it. */
export function packagesAtStart(sources: Sources, from: string): ReadonlyMap<string, string> {
  const seen = new Set([from]);
  const packages = new Map<string, string>();
  for (const path of seen) {
    for (const { specifier, file, typeOnly, late } of sources.get(path)?.imports ?? []) {
      if (typeOnly || late) continue;
      if (file === undefined) packages.set(specifier, path);
      else seen.add(file);
    }
  }
  return packages;
}

function target(path: string, specifier: string): Pick<Import, 'specifier' | 'file'> {
  if (specifier.startsWith('.')) return { specifier, file: normalize(join(dirname(path), specifier)) };
  if (specifier.startsWith('#')) return { specifier, file: specifier.slice(1) };
  const engine = /^@torget\/([\w/-]+)$/.exec(specifier)?.[1];
  return { specifier, file: engine === undefined ? undefined : `engines/${engine}/index.ts` };
}

// `* as x`, `x`, `{ a, type B, c as d }` and their combinations.
function readNames(clause: string): { names: string[]; types: number } {
  const inside = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  const named = inside
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const outside = clause
    .replace(/\{[^}]*\}/, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const names = [
    ...named.map((part) => part.replace(/^type\s+/, '').replace(/\s+as\s+[\w$]+$/, '')),
    ...outside.map((part) => (part.startsWith('*') ? '*' : 'default')),
  ];
  return { names, types: named.filter((part) => part.startsWith('type ')).length };
}

function readExports(text: string): Export[] {
  const declared = [...text.matchAll(DECLARED)].map(([, kind = '', name = '']) => {
    return { name, type: kind === 'interface' || kind === 'type' };
  });
  const listed = [...text.matchAll(LISTED)].flatMap(([, type, list = '']) =>
    list.split(',').map((part) => {
      const name = part
        .trim()
        .replace(/^type\s+/, '')
        .replace(/^[\w$]+\s+as\s+/, '');
      return { name, type: type !== undefined || part.trim().startsWith('type ') };
    }),
  );
  const byName = new Map([...declared, ...listed].map((found) => [found.name, found]));
  return [...byName.values()].filter(({ name }) => name !== '');
}
