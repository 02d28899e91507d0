import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';

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

/** A code of a language, as texts and letters are named by. */
export const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z]+)?$/;
const SHOWN = 50;

/** Files that people read: path inside the service → content. */
export type TextFiles = { readonly [path: string]: string };

/** Files of a service that people read: not its examples, which nobody outside reads. */
const READ = /^(service|form)\.yaml$|^forms\/.+\.yaml$|^letters\/.+\.md$/;

/** What people read of a service, of all its files: its forms, its own file and its letters, in the order of their names. */
export function textFilesOf(folder: Iterable<readonly [string, Uint8Array]>): TextFiles {
  const read = [...folder].filter(([name]) => READ.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(read.map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
}

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
