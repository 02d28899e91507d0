// The YAML of a municipality's folder (settled.md, "Files of a service"): YAML 1.2, duplicate keys refused, no anchors
// or aliases, no tags, and every scalar kept by its text, so that 0701 and 1.10 stay what was written.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from 'yaml';
import type { At, Faults } from '../faults.ts';

export type Yaml = YamlMap | YamlList | YamlText;

export interface YamlMap {
  readonly kind: 'map';
  readonly at: At;
  readonly entries: ReadonlyMap<string, { readonly at: At; readonly value: Yaml }>;
}

export interface YamlList {
  readonly kind: 'list';
  readonly at: At;
  readonly items: readonly Yaml[];
}

/** A scalar by its text. `plain` is false in quotes and blocks: "true" in quotes is a text, never a truth value. */
export interface YamlText {
  readonly kind: 'text';
  readonly at: At;
  readonly text: string;
  readonly plain: boolean;
}

/**
 * Reads one YAML document. `lines` is how many lines stand before the text in its file (front matter of a letter).
 * Undefined when it cannot be read; every reason is then in `faults`.
 */
export function parseYaml(text: string, faults: Faults, lines = 0): Yaml | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'failsafe',
    strict: true,
    uniqueKeys: true,
    lineCounter: counter,
    prettyErrors: false,
  });
  const place = (offset: number): At => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1) + lines, column: Math.max(col, 1) };
  };
  for (const error of [...document.errors, ...document.warnings]) {
    const duplicate = error.code === 'DUPLICATE_KEY';
    faults.error(
      place(error.pos[0]),
      duplicate ? 'yaml-duplicate-key' : 'yaml',
      duplicate
        ? { sv: 'Nyckeln står två gånger.', en: 'The key stands twice.' }
        : { sv: `Filen är inte läsbar YAML: ${error.message}`, en: `The file is not readable YAML: ${error.message}` },
      duplicate
        ? { sv: 'Ta bort en av dem.', en: 'Remove one of them.' }
        : {
            sv: 'Kontrollera indrag, kolon och citattecken på raden.',
            en: 'Check indentation, colons and quotes on the line.',
          },
    );
  }
  if (faults.failed) return undefined;
  return convert(document.contents as Node | null, faults, place);
}

function convert(node: Node | null, faults: Faults, place: (offset: number) => At): Yaml {
  const at = place(node?.range?.[0] ?? 0);
  if (node === null) return { kind: 'text', at, text: '', plain: true };
  if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) {
    faults.error(
      at,
      'yaml-alias',
      { sv: 'Ankare och alias (& och *) används inte.', en: 'Anchors and aliases (& and *) are not used.' },
      { sv: 'Skriv ut värdet.', en: 'Write the value out.' },
    );
    return { kind: 'text', at, text: '', plain: true };
  }
  if (isMap(node)) return map(node.items, at, faults, place);
  if (isSeq(node)) {
    return { kind: 'list', at, items: node.items.map((item) => convert(item as Node | null, faults, place)) };
  }
  if (isScalar(node)) {
    return { kind: 'text', at, text: String(node.value ?? ''), plain: node.type === Scalar.PLAIN };
  }
  return { kind: 'text', at, text: '', plain: true };
}

function map(
  items: readonly { readonly key: unknown; readonly value: unknown }[],
  at: At,
  faults: Faults,
  place: (offset: number) => At,
): YamlMap {
  const entries = new Map<string, { at: At; value: Yaml }>();
  for (const item of items) {
    const key = item.key as Node | null;
    const keyAt = place(key?.range?.[0] ?? 0);
    if (key === null || !isScalar(key)) {
      faults.error(
        keyAt,
        'yaml-key',
        { sv: 'En nyckel ska vara ett ord.', en: 'A key must be a word.' },
        {
          sv: 'Sätt ett FEEL-uttryck med klammer inom citattecken.',
          en: 'Put FEEL with braces or brackets in quotes.',
        },
      );
      continue;
    }
    const value = item.value as Node | null;
    entries.set(String(key.value), {
      at: keyAt,
      value: value === null ? { kind: 'text', at: keyAt, text: '', plain: true } : convert(value, faults, place),
    });
  }
  return { kind: 'map', at, entries };
}

/** True for what YAML calls null: nothing, `~` or `null`, unquoted. */
export function isNull(node: Yaml): boolean {
  return node.kind === 'text' && node.plain && /^(|~|null)$/.test(node.text);
}
