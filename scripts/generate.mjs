// Writes `.generated/`: the union of all text keys, what the text files say (by the hash of their text, so that a start need
// not parse them: a fifth of its time), and the files a browser is given (style sheets, font, mark, islands) under names
// that carry their content's hash, with `assets/manifest.json` from plain to hashed name. Nothing is done when no input
// has changed. Runs on any Node from 20 on: needs only `yaml` and `esbuild`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const floors = ['app', 'areas', 'platform'];
const styles = 'platform/design/styles';

// Bundle → its parts, in order. Citizens get the first only; the desk gets both.
const bundles = {
  'torget.css': ['tokens.css', 'torget.css', 'more.css'],
  'desk.css': ['desk.css'],
};
const font =
  'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2';
const mark = `${styles}/mark.svg`;

/**
 * Brings `.generated/` of the checkout `root` up to date. Resolves to true when something was written.
 * A text file that can't be read as YAML rejects with its path.
 */
export async function generate(root) {
  const out = join(root, '.generated');
  const inputs = inputFiles(root);
  const hash = hashOf(...inputs.flatMap((path) => [relative(root, path), readFileSync(path)]));
  const stamp = join(out, 'inputs.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && whole(out)) return false;
  mkdirSync(join(out, 'assets'), { recursive: true });
  const texts = await textFiles(root, inputs);
  write(join(out, 'text-keys.ts'), textKeys(texts));
  write(join(out, 'texts.json'), JSON.stringify(byHash(texts)));
  await assets(root, join(out, 'assets'), inputs);
  write(stamp, hash);
  return true;
}

function whole(out) {
  const manifest = join(out, 'assets/manifest.json');
  if (!['text-keys.ts', 'texts.json'].every((name) => existsSync(join(out, name))) || !existsSync(manifest))
    return false;
  return Object.values(JSON.parse(readFileSync(manifest, 'utf8'))).every((name) =>
    existsSync(join(out, 'assets', name)),
  );
}

function inputFiles(root) {
  const wanted = /(^|\/)text\.[a-z]{2}\.yaml$|\/islands\/[^/]+\.tsx?$/;
  const found = floors.flatMap((floor) => filesUnder(join(root, floor))).filter((path) => wanted.test(path));
  const own = Object.values(bundles)
    .flat()
    .map((name) => join(root, styles, name));
  // Another version of the parser may read a text otherwise.
  const parser = join(root, 'node_modules/yaml/package.json');
  return [...found, ...own, join(root, font), join(root, mark), parser, fileURLToPath(import.meta.url)]
    .filter(existsSync)
    .sort();
}

function filesUnder(folder) {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))) : [];
}

/** The text files: `text` as it stands, `value` as YAML has it. */
async function textFiles(root, inputs) {
  const { parse } = await import('yaml');
  return inputs
    .filter((name) => /\/text\.[a-z]{2}\.yaml$/.test(name))
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      try {
        return { text, value: parse(text) };
      } catch (error) {
        throw new Error(`${relative(root, path)}: ${error instanceof Error ? error.message : error}`);
      }
    });
}

function textKeys(texts) {
  const keys = new Set();
  for (const { value } of texts) collect(value, '', keys);
  const union = [...keys].sort().map((key) => `  | ${JSON.stringify(key)}`);
  const head =
    '// Made by scripts/generate.mjs from the text.*.yaml files.\n/** The key of every text, in any language. */\n';
  return `${head}export type TextKey =${union.length ? `\n${union.join('\n')}` : ' never'};\n`;
}

/** What platform/text/read.ts looks up. What JSON cannot say as YAML does is left to be parsed there. */
function byHash(texts) {
  const same = texts.filter(({ value }) => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value));
  return Object.fromEntries(
    same.map(({ text, value }) => [createHash('sha256').update(text).digest('base64url'), value]),
  );
}

function collect(value, prefix, keys) {
  if (typeof value === 'string') keys.add(prefix);
  else if (value && typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) collect(inner, prefix ? `${prefix}.${key}` : key, keys);
  }
}

async function assets(root, out, inputs) {
  const { build, transform } = await import('esbuild');
  const manifest = {};
  const put = (name, content) => {
    const hashed = name.replace(/(\.[^.]+)$/, `.${hashOf(content).slice(0, 10)}$1`);
    if (!existsSync(join(out, hashed))) {
      write(join(out, hashed), content);
      // The server sends these as they lie; a font is compressed already.
      if (!name.endsWith('.woff2')) {
        write(join(out, `${hashed}.gz`), gzipSync(content, { level: 9 }));
        write(join(out, `${hashed}.br`), brotliCompressSync(content));
      }
    }
    manifest[name] = hashed;
    return hashed;
  };
  const fontName = put(basename(font), readFileSync(join(root, font)));
  put('mark.svg', readFileSync(join(root, mark)));
  for (const [name, parts] of Object.entries(bundles)) {
    const files = parts.map((part) => join(root, styles, part)).filter(existsSync);
    const css = files
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
      .replaceAll(basename(font), fontName);
    const { code } = await transform(css, {
      loader: 'css',
      minify: true,
      target: ['safari15', 'chrome100', 'firefox100'],
    });
    put(name, code);
  }
  for (const path of inputs.filter((name) => name.includes('/islands/'))) {
    const { outputFiles } = await build({
      entryPoints: [path],
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      jsxImportSource: 'preact',
      jsx: 'automatic',
    });
    put(basename(path).replace(/\.tsx?$/, '.js'), outputFiles[0].contents);
  }
  write(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const kept = new Set([...Object.values(manifest), 'manifest.json']);
  const stale = readdirSync(out).filter((name) => !kept.has(name.replace(/\.(gz|br)$/, '')) && !name.endsWith('.tmp'));
  for (const name of stale) rmSync(join(out, name), { force: true });
}

// Another process may be reading: a file is whole or absent.
function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update('\0').update(part);
  return hash.digest('hex');
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await generate(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
}
