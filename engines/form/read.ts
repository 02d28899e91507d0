import type { FeelContext, FeelValue, Json } from '@torget/feel';
import { rowOf } from './types/index.ts';
import type { FieldError, Fields, Question } from './types.ts';
import type { Place, Walk } from './walk.ts';

/** Fields that carry the state of a page: which questions it showed, which entry is open, which button was pressed. */
export const SHOWN = '_shown';
export const OPEN = '_open';
export const DO = '_do';

/** The value of a field read and checked. Empty and not required is null: answered with nothing. */
export type One =
  | { readonly ok: true; readonly value: Json | null; readonly empty: boolean }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly empty: boolean };

/** The field that a link to a question goes to: the first of several. */
export function firstField(question: Question, name: string): string {
  const { first = '' } = rowOf(question.type);
  return `${name}${question.oneField === true ? '' : first}`;
}

/** Reads one question that is no group. `require`: nothing typed is an error where the question is not optional. */
export function readOne(
  walk: Walk,
  question: Question,
  place: Place,
  fields: Fields,
  require: boolean,
  names?: FeelContext,
): One {
  const row = rowOf(question.type);
  if (!row.data) return { ok: true, value: null, empty: true };
  const asked = walk.limited(question, names);
  const read = row.read(asked, place.field, fields, walk.options);
  if (read.kind === 'empty') {
    if (!require || question.optional) return { ok: true, value: null, empty: true };
    const first = { ...place, field: firstField(question, place.field) };
    return { ok: false, errors: walk.errors(asked, [{ rule: 'required' }], first), empty: true };
  }
  const problems = read.kind === 'wrong' ? read.problems : row.check(asked, read.value, walk.options);
  if (problems.length > 0 || read.kind === 'wrong')
    return { ok: false, errors: walk.errors(asked, problems, place), empty: false };
  return { ok: true, value: read.value, empty: false };
}

export interface Entry {
  readonly value: { readonly [id: string]: Json };
  readonly errors: readonly FieldError[];
  /** Visible questions by id, in order. */
  readonly visible: readonly string[];
  /** Something was typed. */
  readonly typed: boolean;
}

/** Reads the questions of one entry of a group, each seeing the ones before it. */
export function readEntry(
  walk: Walk,
  group: Question,
  pointer: string,
  fields: Fields,
  require: (name: string) => boolean,
): Entry {
  const questions = group.questions ?? [];
  const names: { [id: string]: FeelValue } = Object.fromEntries(questions.map((each) => [each.id, null]));
  const value: { [id: string]: Json } = {};
  const errors: FieldError[] = [];
  const visible: string[] = [];
  let typed = false;
  for (const question of questions) {
    if (!walk.holds(question.when, names)) continue;
    visible.push(question.id);
    const place = { field: `${group.id}-${question.id}`, pointer: `${pointer}/${question.id}` };
    const one = readOne(walk, question, place, fields, require(place.field), names);
    if (!one.ok) errors.push(...one.errors);
    else if (one.value !== null) {
      value[question.id] = one.value;
      names[question.id] = rowOf(question.type).toFeel(question, settled(walk, question, one.value));
    }
    typed ||= !one.empty;
  }
  return { value, errors, visible, typed };
}

function settled(walk: Walk, question: Question, value: Json): Json {
  return rowOf(question.type).settle?.(value, walk.options, question) ?? value;
}
