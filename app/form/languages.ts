import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { homeOf } from './home.ts';
import { formsUnder } from './paths.ts';

/** A text that lacks a language: where it stands, and how it begins. */
export interface MissingText {
  readonly language: string;
  readonly file: string;
  readonly line: number;
  /** `pages.2.questions.0.label`. */
  readonly place: string;
  readonly words: string;
}

export interface Languages {
  readonly texts: number;
  readonly missing: readonly MissingText[];
}

/**
 * `torget form languages PATH… [--in sv,en,…]`: for every form or service under the paths, which texts lack which of the
 * town's languages (or those named): in forms, the service's own file, and letters. Exits 0 when nothing is missing.
 */
export async function languagesCommand(args: readonly string[]): Promise<number | undefined> {
  const at = args.indexOf('--in');
  const asked = at < 0 ? undefined : (args[at + 1] ?? '').split(',').filter((code) => LANGUAGE.test(code));
  const paths = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--in');
  if (paths.length === 0 || asked?.length === 0) return undefined;
  let [passed, failed] = [0, 0];
  for (const form of paths.flatMap(formsUnder)) {
    const languages = asked ?? (await homeOf(form.path)).languages;
    const { texts, missing } = languagesOf(filesOf(form.path, form.kind), languages);
    if (missing.length === 0) passed++;
    else failed++;
    const each = languages.map((language) => {
      const lacks = missing.filter((text) => text.language === language).length;
      return `${language} ${texts - lacks}/${texts}`;
    });
    console.log(`${missing.length === 0 ? '✓' : '✗'} ${near(form.path)}  ${each.join('  ')}`);
    for (const { language, file, line, place, words } of missing)
      console.log(`    ${file}:${line}  ${language}  ${place}  ${JSON.stringify(words)}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z]+)?$/;
const SHOWN = 50;

/** Files that people read: path inside the service → content. */
export type TextFiles = { readonly [path: string]: string };

/** What is missing in which of the languages, in the order of the files. A file that is no YAML has no texts. */
export function languagesOf(files: TextFiles, languages: readonly string[]): Languages {
  const texts: { readonly missing: readonly MissingText[] }[] = [];
  for (const [file, content] of Object.entries(files))
    if (/\.ya?ml$/.test(file)) texts.push(...inYaml(file, content, languages));
  texts.push(...inLetters(Object.keys(files), languages));
  return { texts: texts.length, missing: texts.flatMap(({ missing }) => missing) };
}

/** A text is a map from languages to words or lists of words: `{ sv: Lön, en: Wages }`. */
function inYaml(file: string, content: string, languages: readonly string[]) {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, logLevel: 'silent' });
  const found: { readonly missing: readonly MissingText[] }[] = [];
  const visit = (node: unknown, place: readonly string[]): void => {
    if (isSeq(node)) for (const [index, item] of node.items.entries()) visit(item, [...place, String(index)]);
    if (!isMap(node)) return;
    const words = wordsOf(node);
    if (words === undefined) {
      for (const { key, value } of node.items) visit(value, [...place, isScalar(key) ? String(key.value) : '?']);
      return;
    }
    const line = lines.linePos((node as Node).range?.[0] ?? 0).line;
    const [known = ''] = words.values();
    const lacks = languages.filter((language) => (words.get(language) ?? '').trim() === '');
    const shown = known.length > SHOWN ? `${known.slice(0, SHOWN)}…` : known;
    found.push({ missing: lacks.map((language) => ({ language, file, line, place: place.join('.'), words: shown })) });
  };
  visit(document.contents, []);
  return found;
}

/** The words of a text by language; undefined for a map that is none. */
function wordsOf(map: YAMLMap): ReadonlyMap<string, string> | undefined {
  const words = new Map<string, string>();
  for (const { key, value } of map.items) {
    if (!isScalar(key) || !LANGUAGE.test(String(key.value))) return undefined;
    const said = isSeq(value) ? value.items.map((item) => (isScalar(item) ? item.value : '')).join(' ') : value;
    if (!isSeq(value) && !isScalar(said)) return undefined;
    words.set(String(key.value), isScalar(said) ? String(said.value ?? '') : String(said));
  }
  return words.has('sv') || words.has('en') ? words : undefined;
}

/** `letters/<id>.<language>.md`: each letter in each language. */
function inLetters(names: readonly string[], languages: readonly string[]) {
  const letters = names.flatMap((name) => /^letters\/(.+)\.([a-z]{2,3})\.md$/.exec(name)?.[1] ?? []);
  return [...new Set(letters)].map((id) => ({
    missing: languages
      .filter((language) => !names.includes(`letters/${id}.${language}.md`))
      .map((language) => ({ language, file: `letters/${id}.${language}.md`, line: 1, place: 'letters', words: id })),
  }));
}

/** What people read of a service: its forms, its own file and its letters; not its examples, which nobody outside reads. */
function filesOf(path: string, kind: 'file' | 'service'): TextFiles {
  if (kind === 'file') return { 'form.yaml': readFileSync(path, 'utf8') };
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /^(service|form)\.yaml$|^forms\/.+\.yaml$|^letters\/.+\.md$/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

function near(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short || '.';
}
