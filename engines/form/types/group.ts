import type { FeelType, FeelValue, Json } from '@torget/feel';
import { isRecord } from '../facts.ts';
import type {
  Around,
  Printed,
  PrintedEntry,
  PrintedRow,
  Problem,
  Question,
  QuestionType,
  Schema,
  TypeRow,
} from '../types.ts';

type Rows = (type: QuestionType) => TypeRow;

/** Entries of a group's value: a list, or the one entry of a group that does not repeat. */
export function entriesOf(question: Question, value: Json | undefined): readonly Json[] {
  if (question.repeat === undefined) return value === undefined || value === null ? [] : [value];
  return Array.isArray(value) ? value : [];
}

/** The schema of some questions as one closed object; what may be hidden or left out is not required. */
export function objectSchema(questions: readonly Question[], rows: Rows): Schema {
  const asked = questions.filter((question) => rows(question.type).data);
  return {
    type: 'object',
    properties: Object.fromEntries(asked.map((question) => [question.id, rows(question.type).schema(question)])),
    required: asked.filter((each) => !each.optional && each.when === undefined).map((each) => each.id),
    additionalProperties: false,
  };
}

function entryType(question: Question, rows: Rows): FeelType {
  const asked = (question.questions ?? []).filter((each) => rows(each.type).data);
  return { kind: 'context', entries: Object.fromEntries(asked.map((each) => [each.id, rows(each.type).feel(each)])) };
}

/** Every question of the entry stands as a name, null when it is not answered: `inkomster.belopp` always works. */
function entryFeel(question: Question, entry: Json, rows: Rows): FeelValue {
  if (!isRecord(entry)) return null;
  const asked = (question.questions ?? []).filter((each) => rows(each.type).data);
  return Object.fromEntries(
    asked.map((each) => {
      const value = entry[each.id];
      return [each.id, value === undefined || value === null ? null : rows(each.type).toFeel(each, value)];
    }),
  );
}

/** A template such as `{slag}, {belopp}` as printed parts, the texts between the braces kept. */
function titleOf(question: Question, entry: Json, rows: Rows, around: Around): readonly Printed[] | null {
  const template = question.repeat?.title;
  if (template === undefined || !isRecord(entry)) return null;
  return template.split(/(\{[a-z0-9_]+\})/).flatMap((piece): Printed[] => {
    if (piece === '') return [];
    const id = /^\{(.+)\}$/.exec(piece)?.[1];
    if (id === undefined) return [{ kind: 'text', text: piece }];
    const asked = question.questions?.find((each) => each.id === id);
    const value = entry[id];
    return asked === undefined || value === undefined || value === null
      ? []
      : [rows(asked.type).print(asked, value, around)];
  });
}

function printEntry(question: Question, entry: Json, rows: Rows, around: Around): PrintedEntry {
  const printed = (question.questions ?? []).flatMap((each): PrintedRow[] => {
    const value = isRecord(entry) ? entry[each.id] : undefined;
    if (!rows(each.type).data || value === undefined || value === null) return [];
    return [{ question: each.id, label: each.label, value: rows(each.type).print(each, value, around) }];
  });
  return { title: titleOf(question, entry, rows, around), rows: printed };
}

/** How many entries there are, and that each is an object of known keys. The entries' answers are checked by the walk. */
function check(question: Question, value: Json): readonly Problem[] {
  if (question.repeat !== undefined && !Array.isArray(value)) return [{ rule: 'shape' }];
  const entries = entriesOf(question, value);
  const known = new Set((question.questions ?? []).map((each) => each.id));
  for (const [index, entry] of entries.entries()) {
    if (!isRecord(entry)) return [{ rule: 'shape', pointer: `/${index}` }];
    const unknown = Object.keys(entry).find((key) => !known.has(key));
    if (unknown !== undefined) return [{ rule: 'shape', pointer: `/${index}/${unknown}` }];
  }
  const { min = 0, max = Number.POSITIVE_INFINITY } = question.repeat ?? {};
  if (entries.length < min) return [{ rule: entries.length === 0 ? 'required' : 'too-few', values: { min: `${min}` } }];
  return entries.length > max ? [{ rule: 'too-many', values: { max: `${max}` } }] : [];
}

/** Several questions that belong together, once or repeated: the row of the table, made with the other rows. */
export function group(rows: Rows): TypeRow {
  return {
    data: true,
    verb: 'answer',
    first: '-add',
    // Fields of a group are read entry by entry (accept/group.ts): the fields alone do not hold the other entries.
    read: () => ({ kind: 'empty' }),
    write: () => ({}),
    check: (question, value) => check(question, value),
    schema: (question) => {
      const entry = objectSchema(question.questions ?? [], rows);
      if (question.repeat === undefined) return entry;
      return { type: 'array', items: entry, minItems: question.repeat.min, maxItems: question.repeat.max };
    },
    feel: (question) =>
      question.repeat === undefined ? entryType(question, rows) : { kind: 'list', of: entryType(question, rows) },
    toFeel: (question, value) => {
      const entries = entriesOf(question, value).map((entry) => entryFeel(question, entry, rows));
      return question.repeat === undefined ? (entries[0] ?? null) : entries;
    },
    print: (question, value, around) => ({
      kind: 'entries',
      entries: entriesOf(question, value).map((entry) => printEntry(question, entry, rows, around)),
    }),
  };
}
