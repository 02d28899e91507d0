// Loads the program's own TypeScript: `node --import ./scripts/loader.mjs app/main.ts`. Node strips the types of `.ts`
// itself; `.tsx` is turned into JavaScript by esbuild, once for each version of a file. Both are kept in `.generated`, so
// that a later start compiles nothing.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const here = pathToFileURL(`${root}/`).href;
const kept = join(root, '.generated', 'modules');
const require = createRequire(import.meta.url);

// What the kept text depends on beside the file; a new esbuild writes new text.
const options = {
  loader: 'tsx',
  format: 'esm',
  target: 'es2024',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: 'inline',
  sourcesContent: false,
};
const version = `${JSON.stringify(options)} ${require('esbuild/package.json').version}`;

enableCompileCache(join(root, '.generated', 'compiled'));
process.setSourceMapsEnabled(true);

registerHooks({
  resolve(specifier, context, next) {
    const url = own(specifier, context.parentURL);
    return url === undefined ? next(specifier, context) : { url, format: 'module-typescript', shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return next(url, context);
    return { format: 'module', source: javascript(fileURLToPath(url)), shortCircuit: true };
  },
});

// Our own modules are named by their place (`./x.ts`, `#platform/x.ts`, as package.json has it): where nothing is to be
// looked for, nothing is. Of what a process loads that is a fifth of its time, and of its memory a tenth.
function own(specifier, parent) {
  if (!parent?.startsWith(here) || parent.includes('/node_modules/')) return undefined;
  if (!/^(?:\.{1,2}\/|#).*\.tsx?$/.test(specifier)) return undefined;
  return specifier.startsWith('#') ? here + specifier.slice(1) : new URL(specifier, parent).href;
}

// One kept file for each module. It begins with the hash of what it was made from, on the first line of the code, so that
// no line moves.
function javascript(path) {
  const text = readFileSync(path, 'utf8');
  const made = `/*${createHash('sha256').update(version).update(text).digest('base64url')}*/`;
  const place = join(kept, `${createHash('sha256').update(path).digest('base64url').slice(0, 24)}.js`);
  const known = readIf(place);
  if (known?.startsWith(made)) return known;
  const { code } = require('esbuild').transformSync(text, { ...options, sourcefile: path });
  keep(place, made + code);
  return made + code;
}

function readIf(place) {
  try {
    return readFileSync(place, 'utf8');
  } catch {
    return undefined;
  }
}

// Several processes may write the same at once, and a checkout may be read-only: what cannot be kept is made again.
function keep(place, text) {
  try {
    mkdirSync(kept, { recursive: true });
    writeFileSync(`${place}.${process.pid}`, text);
    renameSync(`${place}.${process.pid}`, place);
  } catch {}
}
