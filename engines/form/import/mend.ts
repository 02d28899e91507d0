import type { Fault, Result } from '@torget/feel';
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { load } from '../load.ts';
import type { Form } from '../types.ts';
import type { DraftForm } from './draft.ts';
import type { Notes } from './notes.ts';
import { yamlOf } from './write.ts';

/** So many times a form is mended; each time something goes, so that it ends. */
const ROUNDS = 60;

type Path = readonly (string | number)[];
type Holder = { [key: string | number]: unknown };

/** A form as text, and as the engine reads it. */
export interface Mended {
  readonly yaml: string;
  readonly form: Form;
}

/**
 * The loader has the last word on a converted form. What it refuses and the house cannot say (a rule over answers that
 * are asked for later, a question that nobody can ever see) is taken out and reported; what it refuses otherwise is a
 * failure of the import.
 */
export function mend(draft: DraftForm, head: readonly string[], notes: Notes): Result<Mended, readonly Fault[]> {
  tidy(draft, notes);
  for (let round = 0; ; round++) {
    const yaml = yamlOf(draft, head);
    const loaded = load(yaml, { file: 'form.yaml' });
    if (loaded.ok) return { ok: true, value: { yaml, form: loaded.value } };
    const errors = loaded.error.filter(({ severity }) => severity !== 'warning');
    const paths = placesOf(yaml, errors);
    const cuts = errors.flatMap((fault, index) => cutOf(fault, paths[index] ?? [], draft, notes));
    if (cuts.length === 0 || round === ROUNDS) return { ok: false, error: errors };
    const gone = cuts.flatMap((path) => idsIn(at(draft, path)));
    for (const path of ordered(cuts)) remove(draft, path);
    if (gone.length > 0) forget(draft, new Set(gone));
    tidy(draft, notes);
  }
}

/** From the back to the front, so that indexes stay true; each once. */
function ordered(paths: readonly Path[]): readonly Path[] {
  const once = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  const key = (path: Path) =>
    path.map((step) => (typeof step === 'number' ? `${step}`.padStart(6, '0') : step)).join('/');
  return once.sort((a, b) => (key(a) < key(b) ? 1 : -1));
}

/** Where each fault stands, as a path of keys and indexes. */
function placesOf(yaml: string, faults: readonly Fault[]): readonly Path[] {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const places: { readonly from: number; readonly to: number; readonly path: Path }[] = [];
  visit(document, {
    Node: (key, node, ancestors) => {
      const range = (node as Node).range;
      if (range) places.push({ from: range[0], to: range[1], path: pathOf(key, ancestors) });
      return undefined;
    },
  });
  return faults.map(({ line, column }) => {
    const offset = (lines.lineStarts[line - 1] ?? 0) + column - 1;
    const around = places.filter(({ from, to }) => from <= offset && offset <= to);
    return around.reduce<Path>((best, { path }) => (path.length >= best.length ? path : best), []);
  });
}

function pathOf(key: number | 'key' | 'value' | null, ancestors: readonly unknown[]): Path {
  const path: (string | number)[] = [];
  for (const [index, each] of ancestors.entries()) {
    const next = ancestors[index + 1];
    if (isPair(each) && isScalar(each.key)) path.push(`${each.key.value}`);
    else if (isSeq(each)) {
      const at = next === undefined ? (typeof key === 'number' ? key : -1) : each.items.indexOf(next as Node);
      if (at >= 0) path.push(at);
    } else if (!isMap(each)) continue;
  }
  return path;
}

/** What is taken out for a fault, with the note that says so; nothing when the import cannot go on. */
function cutOf(fault: Fault, path: Path, draft: DraftForm, notes: Notes): readonly Path[] {
  const key = `${path.at(-1)}`;
  const place = { at: `form.yaml/${path.join('/')}`, element: fault.element ?? '' };
  if (path[0] === 'conditions') {
    const name = `${path[1]}`;
    notes.lost(
      'rule',
      { ...place, element: name },
      `${name} kan inte räknas ut här: ${fault.message.sv}.`,
      `${name} cannot be worked out here: ${fault.message.en}.`,
    );
    return [path.slice(0, 2)];
  }
  const list = path.findLastIndex((step) => step === 'eligible' || step === 'validation');
  if (list >= 0) {
    notes.lost(
      'rule',
      place,
      `Regeln är inte med: ${fault.message.sv}.`,
      `The rule is not carried over: ${fault.message.en}.`,
    );
    return [path.slice(0, list + 2)];
  }
  if (fault.code === 'never' && key === 'when') {
    notes.lost(
      'never-shown',
      place,
      `Visas aldrig, vilka svar man än ger, och är inte med: ${labelAt(draft, path)}`,
      `Is never shown, whatever the answers, and is not carried over: ${labelAt(draft, path)}`,
    );
    return [path.slice(0, -1)];
  }
  if (key === 'value') {
    notes.lost(
      'computed',
      place,
      `Värdet kan inte räknas ut här och är inte med: ${fault.message.sv}.`,
      `The value cannot be worked out here and is not carried over: ${fault.message.en}.`,
    );
    return [path.slice(0, -1)];
  }
  if (!['when', 'min', 'max', 'pattern'].includes(key)) return [];
  const [sv, en] =
    key === 'when'
      ? ['Visas alltid', 'Is always shown']
      : [`Gränsen ${key} gäller inte`, `The limit ${key} does not hold`];
  notes.lost('rule', place, `${sv}: ${fault.message.sv}.`, `${en}: ${fault.message.en}.`);
  return [path];
}

function at(draft: DraftForm, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Holder)[step] : undefined),
    draft,
  );
}

/** Ids of a question that goes, or of all on a page. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('id' in value)) return [];
  const { id, questions } = value as { id: unknown; questions?: unknown };
  return [`${id}`, ...(Array.isArray(questions) ? questions.flatMap(idsIn) : [])];
}

/** What is never asked has no answer: its name means null wherever it is read. */
function forget(draft: DraftForm, gone: ReadonlySet<string>): void {
  const without = (rule: string) =>
    rule
      .split(/("(?:[^"\\]|\\.)*")/)
      .map((piece) =>
        piece.startsWith('"')
          ? piece
          : piece.replace(/(?<![\w.])[a-z][a-z0-9_]*/g, (word) => (gone.has(word) ? 'null' : word)),
      )
      .join('');
  const go = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const held = value as Holder;
    for (const [key, inner] of Object.entries(held)) {
      if (['when', 'rule', 'value', 'min', 'max'].includes(key) && typeof inner === 'string')
        held[key] = without(inner);
      else go(inner);
    }
  };
  go(draft.pages);
  for (const [name, rule] of Object.entries(draft.conditions)) draft.conditions[name] = without(rule);
}

function labelAt(draft: DraftForm, path: Path): string {
  const held = at(draft, path.slice(0, -1)) as
    | { label?: { sv?: string }; title?: { sv?: string }; id?: string }
    | undefined;
  return held?.label?.sv ?? held?.title?.sv ?? held?.id ?? '';
}

function remove(draft: DraftForm, path: Path): void {
  const held = at(draft, path.slice(0, -1));
  const last = path.at(-1);
  if (Array.isArray(held) && typeof last === 'number') held.splice(last, 1);
  else if (typeof held === 'object' && held !== null && last !== undefined) delete (held as Holder)[last];
}

/** Groups and pages that have nothing left go too; a row's title names a question that is there. */
function tidy(draft: DraftForm, notes: Notes): void {
  for (const page of draft.pages) {
    page.questions = page.questions.filter(
      (question) => question.type !== 'group' || (question.questions?.length ?? 0) > 0,
    );
    for (const { repeat, questions } of page.questions)
      if (repeat?.title !== undefined && !questions?.some(({ id }) => repeat.title === `{${id}}`)) delete repeat.title;
  }
  for (const page of draft.pages) {
    const [only, second] = page.questions;
    // A page whose only question says the same as its heading has one heading.
    if (second === undefined && page.title !== undefined && only?.label.sv === page.title.sv) delete page.title;
  }
  const kept = draft.pages.filter(({ questions }) => questions.length > 0);
  draft.pages.splice(0, draft.pages.length, ...kept);
  if (kept.length === 0) askNothing(draft, notes);
}

/** A form that asks nothing at all is one page that says so. */
function askNothing(draft: DraftForm, notes: Notes): void {
  notes.source('form-empty', { at: '' }, 'Formuläret frågar ingenting.', 'The form asks nothing.');
  for (const name of Object.keys(draft.conditions)) delete draft.conditions[name];
  const label = { sv: 'Formuläret frågar ingenting.', en: 'The form asks nothing.' };
  draft.pages.push({ id: 'sida-ett', questions: [{ id: 'upplysning', type: 'information', label }] });
}
