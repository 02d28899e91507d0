import type { FeelType, Program, Result, Scope } from '@torget/feel';
import type { Node } from 'yaml';
import { compileExpressions } from './load/expressions.ts';
import { compileDerived, type Derived, questionScope, readDerived } from './load/names.ts';
import { readPage } from './load/page.ts';
import { readText } from './load/parts.ts';
import { findNever } from './load/reach.ts';
import type { DraftPage, Reading } from './load/reading.ts';
import { findUnreachable } from './load/unreachable.ts';
import { entriesOf, itemsOf, parse } from './load/yaml.ts';
import type { Form, LoadOptions, Page, Shown, Text } from './types.ts';

const KEYS = ['pages', 'sections', 'conditions', 'computed'];
const OPEN: FeelType = { kind: 'context', entries: {}, open: true };

/**
 * Reads a form.yaml (service-folder.md) into a form, or all that is wrong with it: unknown and duplicate keys, ids that
 * are taken or reserved, names nobody knows, answers asked for too late, circles, what can never be shown. Warnings
 * (a missing English text) stand in `form.warnings`. Never throws.
 */
export function load(yaml: string, options: LoadOptions = {}): Result<Form> {
  const { root, faults } = parse(yaml, options.file ?? 'form.yaml');
  if (faults.errors.length > 0) return { ok: false, error: faults.list };
  const reading: Reading = { faults, pending: [], ids: new Map(), order: new Map(), computed: [], shown: {} };
  const keys = entriesOf(root, faults, KEYS);
  const sections = readSections(keys.get('sections'), reading);
  const pages = readPages(keys.get('pages') ?? root, reading, sections);
  const derived = [
    ...readDerived(keys.get('conditions'), 'condition', reading),
    ...readDerived(keys.get('computed'), 'computed', reading),
    ...reading.computed.map((each) => ({ ...each, kind: 'computed' as const })),
  ];
  const base: Scope = { register: OPEN, ...options.scope, ...questionScope(pages) };
  const { programs, scope, known } = compileDerived(derived, base, reading);
  const compiled = compileExpressions(reading, scope, known);
  const form: Form = {
    pages: pages as readonly Page[],
    conditions: programsOf(derived, 'condition', programs),
    computed: programsOf(derived, 'computed', programs),
    shown: shownOf(reading, pages, known),
    sections,
    scope,
    get warnings() {
      return faults.warnings;
    },
  };
  if (faults.errors.length === 0) findNever(form, compiled, reading);
  if (faults.errors.length === 0) findUnreachable(form, compiled, reading);
  return faults.errors.length > 0 ? { ok: false, error: faults.list } : { ok: true, value: form };
}

function readSections(node: Node | undefined, reading: Reading): { readonly [id: string]: Text } {
  const sections: { [id: string]: Text } = {};
  if (node === undefined) return sections;
  for (const [id, value] of entriesOf(node, reading.faults)) {
    const text = readText(value, reading.faults);
    if (text !== undefined) sections[id] = text;
  }
  return sections;
}

function readPages(
  node: Node | null | undefined,
  reading: Reading,
  sections: { readonly [id: string]: Text },
): readonly DraftPage[] {
  const ids = new Set<string>();
  const known = new Set(Object.keys(sections));
  const pages = itemsOf(node, reading.faults).flatMap((item) => readPage(item, reading, ids, known) ?? []);
  if (pages.length === 0 && reading.faults.errors.length === 0) {
    reading.faults.add(
      node,
      'no-pages',
      { sv: 'Formuläret har inga sidor', en: 'The form has no pages' },
      { sv: 'Lägg till pages.', en: 'Add pages.' },
    );
  }
  return pages;
}

function programsOf(
  derived: readonly Derived[],
  kind: Derived['kind'],
  programs: ReadonlyMap<string, Program>,
): { readonly [name: string]: Program } {
  return Object.fromEntries(
    derived.flatMap(({ name, kind: own }) => {
      const program = programs.get(name);
      return own === kind && program !== undefined ? [[name, program] as const] : [];
    }),
  );
}

/** Where a computed value is shown: where the form says, else after the page with the last answer it reads. */
function shownOf(
  reading: Reading,
  pages: readonly DraftPage[],
  known: ReadonlyMap<string, number>,
): { readonly [name: string]: Shown } {
  const all: { [name: string]: Shown } = {};
  for (const [name, { shown, page, node }] of Object.entries(reading.shown)) {
    const last = known.get(name) ?? -1;
    const home =
      page ??
      pages.find((each) => each.questions.some((question) => reading.order.get(question.id) === last))?.id ??
      pages.at(-1)?.id;
    if (home === undefined) continue;
    if (!pages.some((each) => each.id === home)) {
      reading.faults.add(
        node,
        'unknown-page',
        { sv: `Sidan ${home} finns inte`, en: `There is no page ${home}` },
        { sv: 'Skriv ett id under pages.', en: 'Write an id under pages.' },
        { element: name },
      );
    }
    all[name] = { ...shown, page: home };
  }
  return all;
}
