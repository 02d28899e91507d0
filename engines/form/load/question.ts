import { isMap, type Node } from 'yaml';
import { rules } from '../message.ts';
import { isQuestionType, rowOf } from '../types/index.ts';
import type { QuestionType, Text } from '../types.ts';
import { readFiles } from './files.ts';
import { readOptions } from './options.ts';
import { OWN_KEYS, OWN_ONLY, readOwn } from './own-keys.ts';
import { readBoolean, readCount, readId, readText } from './parts.ts';
import { claim, type DraftQuestion, expect, limitJson, type Reading } from './reading.ts';
import { readTable } from './table.ts';
import { entriesOf, itemsOf, textOf } from './yaml.ts';

const KEYS = [
  'id',
  'type',
  'label',
  'hint',
  'optional',
  'when',
  'min',
  'max',
  'max-length',
  'options',
  'options-from',
  'prefill',
  'accept',
  'max-size',
  'suffix',
  'autocomplete',
  'errors',
  'repeat',
  'questions',
  ...OWN_KEYS,
];

/** Which keys only some types have. */
const ONLY: { readonly [key: string]: readonly QuestionType[] } = {
  min: ['whole-number', 'decimal', 'money', 'date', 'month', 'time', 'choices', 'files'],
  max: ['whole-number', 'decimal', 'money', 'date', 'month', 'time', 'choices', 'files'],
  'max-length': ['text', 'long-text', 'email', 'phone', 'web-address'],
  options: ['choice', 'choices'],
  'options-from': ['choice', 'choices'],
  accept: ['file', 'files'],
  'max-size': ['file', 'files'],
  suffix: ['text', 'whole-number', 'decimal'],
  autocomplete: ['text', 'email', 'phone', 'web-address'],
  repeat: ['group'],
  questions: ['group'],
  ...OWN_ONLY,
};

export interface Where {
  /** Ordinal of the question, or of the group that it stands in. */
  readonly position: number;
  /** Title of the page, when no question has taken it as label yet. */
  readonly title: Text | undefined;
  /** The group around it and the questions of the entry before it. */
  readonly group?: { readonly id: string; readonly before: readonly DraftQuestion[] };
}

/** One question. Undefined when it has no usable id or type; the faults say why. */
export function readQuestion(node: Node, reading: Reading, where: Where): DraftQuestion | undefined {
  const { faults } = reading;
  const keys = entriesOf(node, faults, KEYS);
  const id = readId(keys.get('id'), node, faults);
  const type = readType(keys.get('type'), node, reading, id);
  if (id === undefined || type === undefined) return undefined;
  if (where.group === undefined) claim(reading, id, keys.get('id') ?? node);
  else if (where.group.before.some((each) => each.id === id)) {
    faults.add(
      node,
      'duplicate-id',
      { sv: `Id ${id} står två gånger i gruppen`, en: `The id ${id} stands twice in the group` },
      { sv: 'Byt ett av dem.', en: 'Change one of them.' },
      { element: id },
    );
  }
  for (const [key, only] of Object.entries(ONLY)) {
    const value = keys.get(key);
    if (value === undefined || only.includes(type)) continue;
    faults.add(
      value,
      'key-of-other-type',
      { sv: `${key} hör inte till frågor av typen ${type}`, en: `${key} does not belong to questions of type ${type}` },
      { sv: `Bara ${only.join(', ')} har ${key}.`, en: `Only ${only.join(', ')} have ${key}.` },
      { element: id },
    );
  }
  const own = readText(keys.get('label'), faults);
  const label = own ?? where.title ?? rowOf(type).label;
  if (label === undefined && keys.get('label') === undefined && type !== 'group') {
    faults.add(
      node,
      'label-missing',
      { sv: `Frågan ${id} har ingen text`, en: `The question ${id} has no text` },
      { sv: 'Lägg till label, eller en title på sidan.', en: 'Add a label, or a title to the page.' },
      { element: id },
    );
  }
  const question: DraftQuestion = {
    id,
    type,
    label: label ?? { sv: id, en: id },
    optional: readBoolean(keys.get('optional'), faults),
    ...(own === undefined && where.title !== undefined ? { titled: true } : {}),
  };
  readTexts(keys, question, reading);
  readLimits(keys, question, reading, where);
  readOptions(keys, question, reading, where, node);
  readFiles(keys, question, reading);
  readOwn(keys, question, reading, where, node);
  const when = keys.get('when');
  const element = where.group === undefined ? id : `${where.group.id}.${id}`;
  const local = where.group?.before ?? [];
  if (when !== undefined) {
    expect(reading, when, {
      element,
      position: where.position,
      local,
      condition: true,
      set: (program) => {
        question.when = program;
      },
    });
  }
  if (type === 'table') readTable(keys, question, reading, where, node, readQuestion);
  if (type === 'group') readGroup(keys, question, reading, where, node);
  return question;
}

function readType(
  node: Node | undefined,
  owner: Node,
  reading: Reading,
  id: string | undefined,
): QuestionType | undefined {
  const name = node === undefined ? undefined : textOf(node);
  if (name !== undefined && isQuestionType(name)) return name;
  reading.faults.add(
    node ?? owner,
    'unknown-type',
    {
      sv: name === undefined ? 'Frågan saknar type' : `Frågetypen ${name} finns inte`,
      en: name === undefined ? 'The question has no type' : `There is no question type ${name}`,
    },
    { sv: 'Se listan över frågetyper i dokumentationen.', en: 'See the list of question types in the documentation.' },
    id === undefined ? {} : { element: id },
  );
  return undefined;
}

function readTexts(keys: ReadonlyMap<string, Node>, question: DraftQuestion, reading: Reading): void {
  const { faults } = reading;
  const hint = readText(keys.get('hint'), faults);
  if (hint !== undefined) question.hint = hint;
  const suffix = readText(keys.get('suffix'), faults);
  if (suffix !== undefined) question.suffix = suffix;
  const autocomplete = keys.get('autocomplete');
  if (autocomplete !== undefined) question.autocomplete = textOf(autocomplete) ?? 'off';
  const errors = keys.get('errors');
  if (errors !== undefined) {
    const own: { [rule: string]: Text } = {};
    for (const [rule, node] of entriesOf(errors, faults, rules)) {
      const text = readText(node, faults);
      if (text !== undefined) own[rule] = text;
    }
    question.errors = own;
  }
  const prefill = keys.get('prefill');
  if (prefill === undefined) return;
  const path = textOf(prefill) ?? '';
  if (/^register(\.[a-z][a-z0-9_]*)+$/.test(path)) question.prefill = path;
  else {
    faults.add(
      prefill,
      'prefill',
      { sv: 'prefill är en väg in i register', en: 'prefill is a path into register' },
      { sv: 'Skriv till exempel register.household.', en: 'Write for instance register.household.' },
      { element: question.id },
    );
  }
}

/** `min`, `max`, `max-length`: figures, or for dates and months also FEEL (`min: today()`). */
function readLimits(keys: ReadonlyMap<string, Node>, question: DraftQuestion, reading: Reading, where: Where): void {
  for (const key of ['min', 'max'] as const) {
    const node = keys.get(key);
    if (node === undefined) continue;
    const json = limitJson(question.type, textOf(node) ?? '');
    if (json !== undefined) question[key] = json;
    else {
      expect(reading, node, {
        element: question.id,
        position: where.position,
        local: where.group?.before ?? [],
        condition: false,
        set: (program) => {
          question[`${key}Rule`] = program;
        },
      });
    }
  }
  const length = keys.get('max-length');
  if (length !== undefined)
    question.maxLength = readCount(length, reading.faults, { min: 1, max: 20_000, fallback: 200 });
}

/** Questions of a group, in the entry's own order. A group inside a group is refused. */
function readGroup(
  keys: ReadonlyMap<string, Node>,
  group: DraftQuestion,
  reading: Reading,
  where: Where,
  owner: Node,
): void {
  const { faults } = reading;
  if (where.group !== undefined) {
    faults.add(
      owner,
      'nested-group',
      { sv: 'En grupp kan inte stå i en grupp', en: 'A group cannot stand in a group' },
      { sv: 'Gör den till en egen sida.', en: 'Make it a page of its own.' },
      { element: group.id },
    );
    return;
  }
  const questions: DraftQuestion[] = [];
  for (const node of itemsOf(keys.get('questions') ?? owner, faults)) {
    const question = readQuestion(node, reading, {
      position: where.position,
      title: undefined,
      group: { id: group.id, before: [...questions] },
    });
    if (question !== undefined) questions.push(question);
  }
  group.questions = questions;
  const repeat = keys.get('repeat');
  if (repeat === undefined || !isMap(repeat)) return;
  const parts = entriesOf(repeat, faults, ['min', 'max', 'title', 'item', 'add']);
  const max = readCount(parts.get('max'), faults, { min: 1, max: 100, fallback: 20 });
  const min = readCount(parts.get('min'), faults, { min: 0, max, fallback: 0 });
  const title = parts.get('title');
  const template = title === undefined ? undefined : textOf(title);
  for (const [, id] of template?.matchAll(/\{([^}]*)\}/g) ?? []) {
    if (questions.some((each) => each.id === id)) continue;
    faults.add(
      title,
      'unknown-name',
      { sv: `Gruppen har ingen fråga ${id}`, en: `The group has no question ${id}` },
      {
        sv: `Skriv en av: ${questions.map((each) => `{${each.id}}`).join(', ')}.`,
        en: `Write one of: ${questions.map((each) => `{${each.id}}`).join(', ')}.`,
      },
      { element: group.id },
    );
  }
  const [item, add] = [readText(parts.get('item'), faults), readText(parts.get('add'), faults)];
  group.repeat = {
    min,
    max,
    ...(template === undefined ? {} : { title: template }),
    ...(item === undefined ? {} : { item }),
    ...(add === undefined ? {} : { add }),
  };
}
