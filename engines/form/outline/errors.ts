import type { Bilingual, Json } from '@torget/feel';
import { message } from '../message.ts';
import { rowOf } from '../types/index.ts';
import type { Fields, Problem, Question } from '../types.ts';

/** A text that a wrong answer can lead to. */
export interface PossibleError {
  readonly rule: string;
  readonly message: Bilingual;
}

const AROUND = { at: '2026-01-01T00:00:00Z', facts: {} };
/** Nothing that a type with a form of its own takes. */
const NONSENSE = '☃';
const PARTS = ['', '-day', '-month', '-year', '-nummer', '-clearing', '-konto', '-namn'];

/**
 * What a question says when it is answered wrongly, by answering it wrongly: not at all, with what cannot be read, and
 * beyond each limit that it has; and every text that it has of its own. Rules across questions are the page's.
 */
export function errorsOf(question: Question): readonly PossibleError[] {
  const row = rowOf(question.type);
  if (!row.data) return [];
  const problems: Problem[] = question.optional || question.type === 'group' ? [] : [{ rule: 'required' }];
  const fields: Fields = Object.fromEntries(PARTS.map((part) => [`q${part}`, [NONSENSE]]));
  const read = row.read(question, 'q', fields, AROUND);
  if (read.kind === 'wrong') problems.push(...read.problems);
  for (const value of [...(read.kind === 'value' ? [read.value] : []), ...beyond(question)])
    problems.push(...row.check(question, value, AROUND));
  for (const rule of Object.keys(question.errors ?? {})) problems.push({ rule });
  const found = new Map<string, PossibleError>();
  for (const problem of problems)
    if (problem.rule !== 'shape' && !found.has(problem.rule))
      found.set(problem.rule, { rule: problem.rule, message: message(question, problem) });
  return [...found.values()];
}

/** Values on the wrong side of the question's own limits. */
function beyond({ type, min, max, maxLength, maxWords }: Question): readonly Json[] {
  if (type === 'whole-number') return [...past(min, -1), ...past(max, 1)];
  if (type === 'decimal' || type === 'money') return [...past(min, -1), ...past(max, 1)].map(String);
  if (type === 'date') return ['1850-01-01', '2200-12-31'];
  if (type === 'month') return ['1850-01', '2200-12'];
  if (type !== 'text' && type !== 'long-text') return [];
  return [
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(maxWords === undefined ? [] : ['x '.repeat(maxWords + 1).trim()]),
  ];
}

function past(limit: Json | undefined, step: number): readonly number[] {
  const number = Number(limit);
  return limit === undefined || !Number.isFinite(number) ? [] : [Math.trunc(number) + step];
}
