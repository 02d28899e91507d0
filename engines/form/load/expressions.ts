import { compile, type FeelType, type Program, type Scope } from '@torget/feel';
import { rowOf } from '../types/index.ts';
import type { Question } from '../types.ts';
import { type Pending, placeOf, type Reading } from './reading.ts';
import { mayBeTruth, noTruth } from './truth.ts';

/** An expression with its program, for the check of what can never be shown. */
export interface Compiled {
  readonly pending: Pending;
  readonly program: Program;
}

/**
 * Compiles the expressions of pages, questions and options and puts each where it belongs. Unknown names, answers that
 * are asked for later and conditions that are no truth values are faults.
 */
export function compileExpressions(
  reading: Reading,
  scope: Scope,
  known: ReadonlyMap<string, number>,
): readonly Compiled[] {
  const scopes = new Map<string, Scope>();
  return reading.pending.flatMap((pending): Compiled[] => {
    const compiled = compile(pending.text, { scope: scopeFor(pending, scope, scopes), at: placeOf(reading, pending) });
    if (!compiled.ok) {
      reading.faults.list.push(...compiled.error);
      return [];
    }
    const program = compiled.value;
    const own = new Set(pending.local.map((question) => question.id));
    const later = program.reads.filter((name) => !own.has(name) && (known.get(name) ?? -1) >= pending.position);
    for (const name of later) tooEarly(reading, pending, name);
    if (pending.condition && !mayBeTruth(program.type)) noTruth(reading, pending);
    pending.set(program);
    return [{ pending, program }];
  });
}

function scopeFor(pending: Pending, scope: Scope, scopes: Map<string, Scope>): Scope {
  if (pending.local.length === 0) return scope;
  const key = `${pending.position}:${pending.local.map((question) => question.id).join()}`;
  const known = scopes.get(key);
  if (known !== undefined) return known;
  const local = pending.local
    .filter((question) => rowOf(question.type).data)
    .map((question): [string, FeelType] => [question.id, rowOf(question.type).feel(question as Question)]);
  const made = { ...scope, ...Object.fromEntries(local) };
  scopes.set(key, made);
  return made;
}

function tooEarly(reading: Reading, pending: Pending, name: string): void {
  reading.faults.add(
    pending.node,
    'later-answer',
    {
      sv: `${name} är inte besvarad när uttrycket behövs`,
      en: `${name} is not answered when the expression is needed`,
    },
    { sv: 'Flytta frågan före den som beror på den.', en: 'Move the question before what depends on it.' },
    { element: pending.element },
  );
}
