import type { Fault } from '@torget/feel';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { Faults } from './faults.ts';

/** Longer files are no forms; the reader refuses them before parsing. */
const MAX_CHARACTERS = 1_000_000;

/**
 * YAML 1.2, strictly: duplicate keys, anchors and aliases are faults, and scalars are read by their text, so that
 * `2026-02` is no date and `3.10` no `3.1`.
 */
export function parse(text: string, file: string): { readonly root: Node | null; readonly faults: Faults } {
  const lines = new LineCounter();
  const faults = new Faults(file, lines);
  if (text.length > MAX_CHARACTERS) {
    faults.add(
      null,
      'too-large',
      { sv: 'Filen är för stor', en: 'The file is too large' },
      { sv: `Högst ${MAX_CHARACTERS} tecken.`, en: `At most ${MAX_CHARACTERS} characters.` },
    );
    return { root: null, faults };
  }
  const document = parseDocument(text, {
    version: '1.2',
    lineCounter: lines,
    uniqueKeys: true,
    strict: true,
    prettyErrors: false,
  });
  for (const error of document.errors) faults.list.push(yamlFault(faults, error.code, error.pos[0], error.message));
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) {
        faults.add(
          node,
          'alias',
          { sv: 'Ankare och alias (& och *) används inte', en: 'Anchors and aliases (& and *) are not used' },
          { sv: 'Skriv ut texten där den behövs.', en: 'Write the text out where it is needed.' },
        );
      }
    },
  });
  return { root: document.contents as Node | null, faults };
}

function yamlFault(faults: Faults, code: string, offset: number, detail: string): Fault {
  const place = { file: faults.file, ...faults.at(offset) };
  if (code === 'DUPLICATE_KEY') {
    return {
      ...place,
      code: 'duplicate-key',
      message: { sv: 'Nyckeln står två gånger', en: 'The key stands twice' },
      advice: { sv: 'Ta bort den ena.', en: 'Remove one of them.' },
    };
  }
  return {
    ...place,
    code: 'yaml',
    message: { sv: `Filen går inte att läsa som YAML: ${detail}`, en: `The file is not YAML: ${detail}` },
    advice: {
      sv: 'Kontrollera indrag, kolon och citattecken. FEEL med komma, parentes eller klammer står inom citattecken.',
      en: 'Check indentation, colons and quotes. FEEL with a comma, bracket or brace stands in quotes.',
    },
  };
}

/** The text of a scalar as it was written; undefined for what is no scalar, and for null. */
export function textOf(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  const plain = node.type === Scalar.PLAIN && node.source !== undefined;
  return plain ? node.source : String(node.value);
}

/** Where the characters of a scalar begin: after the quote, if it has one. */
export function startOf(node: Node): number {
  const start = node.range?.[0] ?? 0;
  const quoted = isScalar(node) && (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE);
  return quoted ? start + 1 : start;
}

/**
 * The entries of a map by key. Keys that are not among `known` are faults with the nearest known one as advice; a node
 * that is no map is a fault and reads as empty. `known` undefined takes any key.
 */
export function entriesOf(
  node: Node | null | undefined,
  faults: Faults,
  known?: readonly string[],
): ReadonlyMap<string, Node> {
  const entries = new Map<string, Node>();
  if (!isMap(node)) {
    faults.add(
      node,
      'not-a-map',
      { sv: 'Här ska det stå nycklar med värden', en: 'Keys with values are expected here' },
      { sv: 'Skriv till exempel `id: namn`.', en: 'Write for instance `id: name`.' },
    );
    return entries;
  }
  for (const { key, value } of (node as YAMLMap<Node, Node | null>).items) {
    const name = textOf(key);
    if (name === undefined) continue;
    if (known !== undefined && !known.includes(name)) unknownKey(key, name, known, faults);
    else if (value !== null) entries.set(name, value);
  }
  return entries;
}

function unknownKey(key: Node, name: string, known: readonly string[], faults: Faults): void {
  const near = known.find((each) => close(each, name));
  faults.add(
    key,
    'unknown-key',
    { sv: `Nyckeln ${name} finns inte`, en: `There is no key ${name}` },
    near === undefined
      ? { sv: `Här kan det stå: ${known.join(', ')}.`, en: `These may stand here: ${known.join(', ')}.` }
      : { sv: `Menade du ${near}?`, en: `Did you mean ${near}?` },
  );
}

/** True for words that a slip of a finger or a hyphen parts. */
function close(a: string, b: string): boolean {
  const fold = (word: string) => word.toLowerCase().replace(/[-_]/g, '');
  const [left, right] = [fold(a), fold(b)];
  if (left === right) return true;
  if (Math.abs(left.length - right.length) > 1) return false;
  let [i, j, slips] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) [i, j] = [i + 1, j + 1];
    else {
      slips++;
      if (left.length > right.length) i++;
      else if (left.length < right.length) j++;
      else if (left[i] === right[j + 1] && left[i + 1] === right[j]) [i, j] = [i + 2, j + 2];
      else [i, j] = [i + 1, j + 1];
    }
  }
  return slips + (left.length - i) + (right.length - j) <= 1;
}

/** The items of a list; a node that is none is a fault and reads as empty. */
export function itemsOf(node: Node | null | undefined, faults: Faults): readonly Node[] {
  if (isSeq(node)) return node.items as Node[];
  faults.add(
    node,
    'not-a-list',
    { sv: 'Här ska det stå en lista', en: 'A list is expected here' },
    {
      sv: 'Börja varje rad med ett bindestreck, eller skriv inom [ ].',
      en: 'Begin each line with a hyphen, or write inside [ ].',
    },
  );
  return [];
}
