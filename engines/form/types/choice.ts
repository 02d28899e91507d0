import type { Json } from '@torget/feel';
import { factAt } from '../facts.ts';
import type { Around, Option, Printed, Question, Read, Schema, TypeRow } from '../types.ts';

/** The most options one can tick, also when the list comes from a register. */
const MOST = 100;

/** The options of a question: its own, or those of the facts under `options-from`. */
export function optionsOf(question: Question, around: Around): readonly Option[] {
  if (question.optionsFrom === undefined) return question.options ?? [];
  const list = factAt(around.facts, question.optionsFrom);
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: Json): Option[] => {
    if (typeof entry === 'string') return [{ id: entry, label: { sv: entry, en: entry } }];
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const record = entry as { readonly [key: string]: Json };
    const id = record['id'] ?? record['ref'];
    const label = record['label'] ?? record['namn'] ?? id;
    if (typeof id !== 'string' || typeof label !== 'string') return [];
    return [{ id, label: { sv: label, en: label } }];
  });
}

function labelOf(question: Question, id: Json, around: Around): Printed {
  const option = optionsOf(question, around).find((each) => each.id === id);
  return option === undefined ? { kind: 'text', text: `${id}` } : { kind: 'label', label: option.label };
}

function idSchema(question: Question): Schema {
  if (question.optionsFrom !== undefined) return { type: 'string', minLength: 1, maxLength: 200 };
  return { type: 'string', enum: (question.options ?? []).map((option) => option.id) };
}

/** One of the options, by id. A select or radios: the page decides. */
export const choice: TypeRow = {
  data: true,
  verb: 'choose',
  read: (_question, name, fields): Read => {
    const id = fields[name]?.[0] ?? '';
    return id === '' ? { kind: 'empty' } : { kind: 'value', value: id };
  },
  write: (_question, name, value) => ({ [name]: typeof value === 'string' ? [value] : [] }),
  check: (question, value, around) =>
    optionsOf(question, around).some((option) => option.id === value) ? [] : [{ rule: 'choice' }],
  fromFact: (value) => (typeof value === 'string' ? value : undefined),
  schema: idSchema,
  feel: () => ({ kind: 'string' }),
  toFeel: (_question, value) => (typeof value === 'string' ? value : null),
  print: (question, value, around) => labelOf(question, value, around),
};

/** Some of the options, in the options' order, each once. None ticked is no answer. */
export const choices: TypeRow = {
  data: true,
  verb: 'choose',
  read: (_question, name, fields): Read => {
    const ids = [...new Set((fields[name] ?? []).filter((id) => id !== ''))].slice(0, MOST + 1);
    return ids.length === 0 ? { kind: 'empty' } : { kind: 'value', value: ids };
  },
  write: (_question, name, value) => ({ [name]: Array.isArray(value) ? value.map((id) => `${id}`) : [] }),
  check: (question, value, around) => {
    if (!Array.isArray(value)) return [{ rule: 'shape' }];
    const options = optionsOf(question, around);
    const chosen = value.map((id) => options.find((option) => option.id === id));
    if (chosen.some((option) => option === undefined) || new Set(value).size < value.length)
      return [{ rule: 'choice' }];
    if (chosen.length === 0 && !question.optional) return [{ rule: 'required' }];
    if (chosen.length > 1 && chosen.some((option) => option?.exclusive === true)) return [{ rule: 'exclusive' }];
    const [min, max] = [Number(question.min ?? 0), Number(question.max ?? MOST)];
    if (chosen.length < min) return [{ rule: 'too-few', values: { min: `${min}` } }];
    if (chosen.length > max) return [{ rule: 'too-many', values: { max: `${max}` } }];
    return [];
  },
  schema: (question) => ({
    type: 'array',
    items: idSchema(question),
    uniqueItems: true,
    minItems: question.optional ? 0 : Number(question.min ?? 1),
    maxItems: Number(question.max ?? MOST),
  }),
  feel: () => ({ kind: 'list', of: { kind: 'string' } }),
  toFeel: (_question, value) => (Array.isArray(value) ? value.map((id) => `${id}`) : null),
  print: (question, value, around) =>
    Array.isArray(value) ? { kind: 'list', items: value.map((id) => labelOf(question, id, around)) } : { kind: 'none' },
};
