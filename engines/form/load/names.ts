import { compile, type FeelType, type Program, type Scope } from '@torget/feel';
import type { Node } from 'yaml';
import { rowOf } from '../types/index.ts';
import type { Question } from '../types.ts';
import { readText } from './parts.ts';
import { claim, type DraftPage, type DraftQuestion, expect, type Pending, placeOf, type Reading } from './reading.ts';
import { mayBeTruth, noTruth } from './truth.ts';
import { entriesOf, textOf } from './yaml.ts';

const ANY: FeelType = { kind: 'any' };
export const AS = ['money', 'number', 'text', 'date', 'month', 'yes-no'] as const;

/** A condition or computed value before it is compiled. */
export interface Derived {
  readonly name: string;
  readonly kind: 'condition' | 'computed';
  readonly pending: Pending;
}

/** `conditions: { name: expr }` and `computed: { name: expr }` or `{ name: { value, label, as } }`. */
export function readDerived(node: Node | undefined, kind: Derived['kind'], reading: Reading): readonly Derived[] {
  if (node === undefined) return [];
  const { faults, pending } = reading;
  return [...entriesOf(node, faults)].flatMap(([name, value]): Derived[] => {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      faults.add(
        value,
        'bad-id',
        { sv: `${name} kan inte vara ett namn i uttryck`, en: `${name} cannot be a name in expressions` },
        {
          sv: 'Skriv små bokstäver a–z, siffror och understreck.',
          en: 'Write lower-case a–z, digits and underscores.',
        },
      );
      return [];
    }
    claim(reading, name, value);
    const expression = kind === 'computed' ? (readShown(name, value, reading) ?? value) : value;
    const before = pending.length;
    const position = Number.POSITIVE_INFINITY;
    expect(reading, expression, { element: name, position, local: [], condition: kind === 'condition', set: () => {} });
    const noted = pending[before];
    pending.length = before;
    return noted === undefined ? [] : [{ name, kind, pending: noted }];
  });
}

/** The long form of a computed value, shown on the check page. Returns the node of its expression. */
function readShown(name: string, node: Node, reading: Reading): Node | undefined {
  if (textOf(node) !== undefined) return undefined;
  const { faults, shown } = reading;
  const keys = entriesOf(node, faults, ['value', 'label', 'as', 'page']);
  const label = readText(keys.get('label'), faults);
  const as = textOf(keys.get('as')) ?? 'money';
  const kind = AS.find((each) => each === as);
  if (kind === undefined) {
    faults.add(
      keys.get('as'),
      'unknown-as',
      { sv: `${as} är inget sätt att visa`, en: `${as} is no way of showing` },
      { sv: `Skriv ${AS.join(', ')}.`, en: `Write ${AS.join(', ')}.` },
      { element: name },
    );
  }
  const page = textOf(keys.get('page'));
  if (label !== undefined && kind !== undefined) {
    shown[name] = { shown: { label, as: kind }, node, ...(page === undefined ? {} : { page }) };
  }
  return keys.get('value') ?? node;
}

/** A computed value that stands as a question on a page: its expression among the derived ones, shown where it stands. */
export function computedQuestion(question: DraftQuestion, node: Node, reading: Reading): void {
  const text = textOf(node);
  if (text === undefined) return;
  const { id: name, label, as = 'money' } = question;
  const position = Number.POSITIVE_INFINITY;
  const pending = { node, text, element: name, position, local: [], condition: false, set: () => {} };
  reading.computed.push({ name, pending });
  reading.shown[name] = { shown: { label, as }, node };
}

/** The static types of the question ids. */
export function questionScope(pages: readonly DraftPage[]): { [name: string]: FeelType } {
  const scope: { [name: string]: FeelType } = {};
  for (const page of pages)
    for (const question of page.questions) if (rowOf(question.type).data) scope[question.id] = typeOf(question);
  return scope;
}

function typeOf(question: DraftQuestion): FeelType {
  return rowOf(question.type).feel(question as Question);
}

/**
 * Compiles conditions and computed values in the order of what they read. A circle is a fault, and so is a name that
 * nobody knows. Returns the programs, the whole scope, and from which question on each name is known.
 */
export function compileDerived(
  derived: readonly Derived[],
  base: Scope,
  reading: Reading,
): {
  readonly programs: ReadonlyMap<string, Program>;
  readonly scope: Scope;
  readonly known: ReadonlyMap<string, number>;
} {
  const loose: Scope = { ...base, ...Object.fromEntries(derived.map(({ name }) => [name, ANY])) };
  const reads = new Map(
    derived.map((each) => {
      const compiled = compile(each.pending.text, { scope: loose, at: placeOf(reading, each.pending) });
      return [each.name, compiled.ok ? compiled.value.reads : []] as const;
    }),
  );
  const byName = new Map(derived.map((each) => [each.name, each]));
  const programs = new Map<string, Program>();
  const known = new Map<string, number>([...reading.order].filter(([id]) => !byName.has(id)));
  const scope: { [name: string]: FeelType } = { ...base };
  const settle = (name: string, path: readonly string[]): void => {
    const each = byName.get(name);
    if (each === undefined || programs.has(name) || known.has(name)) return;
    if (path.includes(name)) {
      circle(each, [...path.slice(path.indexOf(name)), name], reading);
      known.set(name, -1);
      scope[name] = ANY;
      return;
    }
    const names = reads.get(name) ?? [];
    for (const read of names) settle(read, [...path, name]);
    // One that a page shows may be hidden there: it is known from its own place on.
    known.set(name, Math.max(reading.order.get(name) ?? -1, ...names.map((read) => known.get(read) ?? -1)));
    const compiled = compileIn(scope, names, each.pending.text, placeOf(reading, each.pending));
    if (compiled.ok) {
      programs.set(name, compiled.value);
      if (each.kind === 'condition' && !mayBeTruth(compiled.value.type)) noTruth(reading, each.pending);
    } else reading.faults.list.push(...compiled.error);
    const type: FeelType = each.kind === 'condition' ? { kind: 'boolean' } : compiled.ok ? compiled.value.type : ANY;
    scope[name] = type;
  };
  for (const { name } of derived) settle(name, []);
  return { programs, scope, known };
}

/**
 * Compiles with the names that the text reads. To make a parser for all names of a form takes as long as the form is, and
 * each condition would need one of its own; one that does not compile gets it, for its faults to name what there is.
 */
function compileIn(
  scope: Scope,
  names: readonly string[],
  text: string,
  at: ReturnType<typeof placeOf>,
): ReturnType<typeof compile> {
  const read = Object.fromEntries(names.flatMap((name) => (scope[name] === undefined ? [] : [[name, scope[name]]])));
  const compiled = names.length === 0 ? undefined : compile(text, { scope: read, at });
  return compiled?.ok ? compiled : compile(text, { scope: { ...scope }, at });
}

function circle(each: Derived, path: readonly string[], reading: Reading): void {
  reading.faults.add(
    each.pending.node,
    'circle',
    {
      sv: `Värdena beror på varandra i en cirkel: ${path.join(' → ')}`,
      en: `The values depend on each other in a circle: ${path.join(' → ')}`,
    },
    { sv: 'Låt ett av dem utgå från svaren.', en: 'Let one of them start from the answers.' },
    { element: each.name },
  );
}
