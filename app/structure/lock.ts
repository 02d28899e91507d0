import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Package {
  readonly dev?: boolean;
  readonly license?: string;
  readonly link?: boolean;
  readonly dependencies?: { readonly [name: string]: string };
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

type Packages = { readonly [path: string]: Package };

/** What a running town loads: the direct packages, and all of them. */
export interface RuntimePackages {
  readonly direct: readonly string[];
  readonly all: readonly string[];
}

/**
 * Counts the runtime packages of package-lock.json. Those that only carry a program for the platform (Node, PostgreSQL,
 * esbuild, sharp, Typst) stand aside, with the installers behind them: they are programs, not code of the town.
 */
export function runtimePackages(root: string): RuntimePackages {
  const packages = readLock(root);
  const roots = Object.keys(packages).filter((path) => !path.includes('node_modules'));
  const direct = new Set(roots.flatMap((path) => Object.keys(packages[path]?.dependencies ?? {})));
  const counted = [...direct].filter((name) => !isCarrier(packages, find(packages, '', name)));
  const all = new Set(counted.map((name) => find(packages, '', name)));
  for (const path of all) {
    const { dependencies, optionalDependencies } = packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = find(packages, path, name);
      if (found !== '' && !isCarrier(packages, found)) all.add(found);
    }
  }
  return { direct: counted, all: [...all] };
}

// Licences whose terms allow the work to be passed on under EUPL-1.2, as a whole or beside it.
const LICENCES =
  /^(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|BlueOak-1\.0\.0|Apache-2\.0|LGPL-3\.0-or-later|OFL-1\.1|EUPL-1\.2)$/;

/** Runtime packages whose licence does not go together with ours, or that name none. */
export function otherLicences(root: string): readonly string[] {
  return Object.entries(readLock(root))
    .filter(([path, { dev }]) => path.includes('node_modules/') && !dev)
    .filter(([, { license, link }]) => !link && !license?.split(' AND ').every((each) => LICENCES.test(each)))
    .map(([path, { license }]) => `${path}: ${license ?? 'no licence'}`);
}

/** The names that docs/dependencies.md has a row for. */
export function documented(root: string): readonly string[] {
  const text = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name ?? '');
}

/** All direct runtime packages, carriers among them. */
export function directPackages(root: string): readonly string[] {
  const manifest: Package = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys(manifest.dependencies ?? {});
}

function readLock(root: string): Packages {
  const lock: { packages: Packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return lock.packages;
}

function isCarrier(packages: Packages, path: string): boolean {
  const { os, cpu, optionalDependencies = {} } = packages[path] ?? {};
  if (os !== undefined || cpu !== undefined || path === 'node_modules/node') return true;
  return Object.keys(optionalDependencies).some((name) => packages[find(packages, path, name)]?.os !== undefined);
}

// Node's own search: the nearest node_modules folder upwards that has the package. Empty when it is not in the lock.
function find(packages: Packages, from: string, name: string): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === '') return '';
  }
}
