import type { Json } from '@torget/feel';
import type { Problem, Question, Read, TypeRow } from '../types.ts';
import { file } from './file.ts';

/** How many files one question takes when it does not say. */
const MOST_FILES = 10;

/** The most files of a question. */
export function mostFiles(question: Question): number {
  return typeof question.max === 'number' ? question.max : MOST_FILES;
}

function check(question: Question, value: Json, around: Parameters<TypeRow['check']>[2]): readonly Problem[] {
  if (!Array.isArray(value)) return [{ rule: 'shape' }];
  if (value.length === 0 && !question.optional) return [{ rule: 'required' }];
  const problems = value.flatMap((each: Json, index) =>
    file.check(question, each, around).map((problem) => ({ ...problem, pointer: `/${index}${problem.pointer ?? ''}` })),
  );
  if (problems.length > 0) return problems;
  const [min, max] = [Number(question.min ?? 0), mostFiles(question)];
  if (value.length < min) return [{ rule: 'too-few', values: { min: `${min}` } }];
  return value.length > max ? [{ rule: 'too-many', values: { max: `${max}` } }] : [];
}

/** Several files that are already stored, in the order in which they were chosen; each as in a question of one file. */
export const files: TypeRow = {
  data: true,
  verb: 'attach',
  read: (_question, name, fields): Read => {
    const texts = (fields[name] ?? []).filter((text) => text !== '').slice(0, 200);
    if (texts.length === 0) return { kind: 'empty' };
    try {
      return { kind: 'value', value: texts.map((text) => JSON.parse(text) as Json) };
    } catch {
      return { kind: 'wrong', problems: [{ rule: 'shape' }] };
    }
  },
  write: (_question, name, value) => ({
    [name]: Array.isArray(value) ? value.map((each) => JSON.stringify(each)) : [],
  }),
  check,
  schema: (question) => ({
    type: 'array',
    items: file.schema(question),
    minItems: question.optional ? 0 : Number(question.min ?? 1),
    maxItems: mostFiles(question),
  }),
  feel: (question) => ({ kind: 'list', of: file.feel(question) }),
  toFeel: (question, value) => (Array.isArray(value) ? value.map((each: Json) => file.toFeel(question, each)) : null),
  print: (question, value, around) =>
    Array.isArray(value)
      ? { kind: 'list', items: value.map((each: Json) => file.print(question, each, around)) }
      : { kind: 'none' },
};
