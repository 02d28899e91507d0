import type { Json, Program } from '@torget/feel';
import type { Node } from 'yaml';
import type { Option, Page, Question, Shown, Text } from '../types.ts';
import type { Faults } from './faults.ts';
import { startOf, textOf } from './yaml.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type DraftQuestion = Omit<Draft<Question>, 'questions' | 'options' | 'columns'> & {
  questions?: DraftQuestion[];
  columns?: DraftQuestion[];
  options?: Draft<Option>[];
};
export type DraftPage = Omit<Draft<Page>, 'questions' | 'eligible' | 'validation'> & {
  questions: DraftQuestion[];
  eligible: { when: Program; stop: Page['eligible'][number]['stop'] }[];
  validation: { rule: Program; message: Text; at?: string }[];
};

/** An expression met while reading; it is compiled when all names are known, and then put where it belongs. */
export interface Pending {
  readonly node: Node;
  readonly text: string;
  readonly element: string;
  /** It may read questions whose ordinal is below this. */
  readonly position: number;
  /** The questions of the same entry that stand before it. */
  readonly local: readonly DraftQuestion[];
  /** True when the result decides whether something is shown: it must be a boolean that can be true. */
  readonly condition: boolean;
  readonly set: (program: Program) => void;
}

/** What the reading of one file gathers. */
export interface Reading {
  readonly faults: Faults;
  readonly pending: Pending[];
  /** Ids already taken, with where. */
  readonly ids: Map<string, Node>;
  /** Ordinal of each question on a page, in the order of asking. */
  readonly order: Map<string, number>;
  /** Computed values that stand as questions on pages. */
  readonly computed: { readonly name: string; readonly pending: Pending }[];
  readonly shown: { [name: string]: { shown: Omit<Shown, 'page'>; page?: string; node: Node } };
}

/** Words that processes, decisions and letters use (settled.md, Names in expressions), and FEEL's own. */
export const RESERVED = new Set(
  (
    'application register rates case decision if then else for in return some every satisfies and or not between instance of ' +
    'true false null function external item partial date time duration number string list context today now count sum min max'
  ).split(' '),
);

/** Enters an id; a word with another meaning and an id that is taken are faults. */
export function claim(reading: Reading, id: string, node: Node): void {
  const { faults, ids } = reading;
  if (RESERVED.has(id)) {
    faults.add(
      node,
      'reserved-id',
      { sv: `${id} har redan en betydelse i uttryck`, en: `${id} already has a meaning in expressions` },
      { sv: 'Välj ett annat id.', en: 'Choose another id.' },
      { element: id },
    );
  }
  const first = ids.get(id);
  if (first !== undefined) {
    const { line } = faults.place(first);
    faults.add(
      node,
      'duplicate-id',
      { sv: `Id ${id} finns redan på rad ${line}`, en: `The id ${id} already stands on line ${line}` },
      {
        sv: 'Frågor, villkor och beräknade värden har varsitt id.',
        en: 'Questions, conditions and computed values each have an id of their own.',
      },
      { element: id },
    );
  }
  ids.set(id, node);
}

/** Notes an expression for compilation. */
export function expect(reading: Reading, node: Node, pending: Omit<Pending, 'node' | 'text'>): void {
  const text = textOf(node);
  if (text !== undefined && text.trim() !== '') {
    reading.pending.push({ ...pending, node, text });
    return;
  }
  reading.faults.add(
    node,
    'expression',
    { sv: 'Här ska det stå ett FEEL-uttryck', en: 'A FEEL expression is expected here' },
    {
      sv: 'Skriv uttrycket inom citattecken, till exempel "antal > 2".',
      en: 'Write the expression in quotes, for instance "antal > 2".',
    },
    { element: pending.element },
  );
}

/** Place of an expression's first character, for the faults inside it. */
export function placeOf(
  reading: Reading,
  pending: Pending,
): { file: string; line: number; column: number; element: string } {
  return { file: reading.faults.file, ...reading.faults.at(startOf(pending.node)), element: pending.element };
}

/** A literal of a limit: `min` and `max` of numbers are numerals, of dates and months their text. */
export function limitJson(type: string, text: string): Json | undefined {
  switch (type) {
    case 'whole-number':
    case 'choices':
    case 'files':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'money':
    case 'decimal':
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? text : undefined;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
    case 'month':
      return /^\d{4}-\d{2}$/.test(text) ? text : undefined;
    case 'time':
      return /^\d{2}:\d{2}$/.test(text) ? text : undefined;
    default:
      return undefined;
  }
}
