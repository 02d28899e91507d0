import type { FeelValue, Program } from '@torget/feel';
import type { Form, Question } from '../types.ts';
import { Walk } from '../walk.ts';
import type { Compiled } from './expressions.ts';
import type { Reading } from './reading.ts';

/** More combinations than this are not tried: the condition counts as one that can be true. */
const MOST = 4096;
/** The instant does not matter: expressions that read the clock are not judged. */
const INSTANT = '2026-01-01T12:00:00+01:00';

/**
 * Finds conditions that no answers can make true: pages and questions that nobody ever sees, and comparisons with an
 * option that does not exist. Judged are those that depend only on questions with finitely many answers; all
 * combinations are tried, also some that cannot occur together, so what is reported is certain.
 */
export function findNever(form: Form, compiled: readonly Compiled[], reading: Reading): void {
  const questions = new Map(form.pages.flatMap((page) => page.questions.map((each) => [each.id, each] as const)));
  for (const { pending, program } of compiled) {
    if (!pending.condition) continue;
    const names = new Map(questions);
    for (const local of pending.local) names.set(local.id, local as Question);
    if (!reading.faults.errors.some((fault) => fault.element === pending.element) && isNever(form, program, names)) {
      reading.faults.add(
        pending.node,
        'never',
        { sv: `Villkoret ${program.text} kan aldrig bli sant`, en: `The condition ${program.text} can never be true` },
        {
          sv: 'Kontrollera namnen på svaren, eller ta bort det som aldrig visas.',
          en: 'Check the ids of the options, or remove what is never shown.',
        },
        { element: pending.element },
      );
    }
  }
}

function isNever(form: Form, program: Program, questions: ReadonlyMap<string, Question>): boolean {
  const domains = domainsOf(form, program, questions, new Map());
  const walks = domains === undefined ? undefined : assignments(form, domains);
  if (walks === undefined) return false;
  for (const walk of walks) if (walk.evaluate(program) === true) return false;
  return true;
}

/** A walk for every combination of the values, one after the other; undefined when there are too many to try. */
export function assignments(
  form: Form,
  domains: ReadonlyMap<string, readonly FeelValue[]>,
): Iterable<Walk> | undefined {
  const names = [...domains.keys()];
  const total = names.reduce((product, name) => product * (domains.get(name)?.length ?? 1), 1);
  return total > MOST ? undefined : walksOf(form, domains, names, total);
}

function* walksOf(
  form: Form,
  domains: ReadonlyMap<string, readonly FeelValue[]>,
  names: readonly string[],
  total: number,
): Iterable<Walk> {
  for (let index = 0; index < total; index++) {
    const walk = new Walk(form, { at: INSTANT, facts: {} });
    let rest = index;
    for (const name of names) {
      const domain = domains.get(name) ?? [null];
      walk.values[name] = domain[rest % domain.length] ?? null;
      rest = Math.floor(rest / domain.length);
    }
    yield walk;
  }
}

/** The possible values of each question that a program reads, also through conditions; undefined when there is no end of them. */
export function domainsOf(
  form: Form,
  program: Program,
  questions: ReadonlyMap<string, Question>,
  into: Map<string, readonly FeelValue[]>,
  // Conditions that were gone through already: where many build on the same, they are not gone through once for each.
  seen: Set<string> = new Set(),
): ReadonlyMap<string, readonly FeelValue[]> | undefined {
  if (/\b(today|now)\s*\(/.test(program.text)) return undefined;
  for (const name of program.reads) {
    if (into.has(name) || seen.has(name)) continue;
    seen.add(name);
    const question = questions.get(name);
    const derived = form.conditions[name] ?? form.computed[name];
    if (question !== undefined) {
      const domain = domainOf(question);
      if (domain === undefined) return undefined;
      into.set(name, domain);
    } else if (derived === undefined || domainsOf(form, derived, questions, into, seen) === undefined) return undefined;
  }
  return into;
}

/** The values that the answer to a question can have; undefined when there is no end of them. */
export function domainOf(question: Question): readonly FeelValue[] | undefined {
  if (question.type === 'yes-no' || question.type === 'declaration') return [true, false, null];
  if (question.type === 'choice' && question.options !== undefined)
    return [...question.options.map(({ id }) => id), null];
  return undefined;
}
