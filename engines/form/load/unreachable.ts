import type { FeelValue, Program } from '@torget/feel';
import type { Node } from 'yaml';
import type { Form, Page, Question } from '../types.ts';
import type { Compiled } from './expressions.ts';
import { assignments, domainOf, domainsOf } from './reach.ts';
import type { Reading } from './reading.ts';

/** A stop that lies on the way, with what decides whether its page is shown. */
interface Barrier {
  readonly page: Page;
  readonly when: Program;
}

/**
 * Finds pages that nobody comes to because a stop before them (`eligible`) always holds when they would be shown, and a form
 * that nobody can ever send. As with conditions that are never true, judged is only what depends on questions with
 * finitely many answers; a stop that cannot be judged counts as one that may not hold, so what is reported is certain.
 */
export function findUnreachable(form: Form, compiled: readonly Compiled[], reading: Reading): void {
  const nodes = new Map(compiled.map(({ program, pending }) => [program, pending.node]));
  const questions = new Map(form.pages.flatMap((page) => page.questions.map((each) => [each.id, each] as const)));
  const answered = answeredIn(form);
  const judged = (program: Program | undefined) =>
    program !== undefined && domainsOf(form, program, questions, new Map()) !== undefined;
  const barriers: Barrier[] = [];
  for (const page of [...form.pages, undefined]) {
    if (barriers.length > 0) {
      const when = judged(page?.when) ? page?.when : undefined;
      if (!isReachable(form, when, barriers, questions, answered)) {
        const last = barriers.at(-1);
        const node = nodes.get(page?.when ?? last?.when ?? (undefined as never));
        report(page, last?.page, node, reading);
        return;
      }
    }
    for (const { when } of page?.eligible ?? [])
      if (page !== undefined && judged(when) && (page.when === undefined || judged(page.when)))
        barriers.push({ page, when });
  }
}

/** Questions that everybody has answered who is past their page: required, and never hidden. */
function answeredIn(form: Form): ReadonlySet<string> {
  const always = form.pages.filter((page) => page.when === undefined);
  return new Set(
    always.flatMap((page) =>
      page.questions.flatMap(({ id, optional, when }) => (optional || when !== undefined ? [] : [id])),
    ),
  );
}

function isReachable(
  form: Form,
  when: Program | undefined,
  barriers: readonly Barrier[],
  questions: ReadonlyMap<string, Question>,
  answered: ReadonlySet<string>,
): boolean {
  const domains = new Map<string, readonly FeelValue[]>();
  const programs = [when, ...barriers.flatMap(({ page, when: stop }) => [page.when, stop])];
  for (const program of programs) if (program !== undefined) domainsOf(form, program, questions, domains);
  for (const [name] of domains) {
    const question = questions.get(name);
    const all = question === undefined ? undefined : domainOf(question);
    if (all === undefined || !answered.has(name)) continue;
    // A declaration that is required is given, or nobody comes past it.
    domains.set(
      name,
      all.filter((value) => value !== null && (question?.type !== 'declaration' || value === true)),
    );
  }
  const walks = assignments(form, domains);
  if (walks === undefined) return true;
  for (const walk of walks) {
    const stopped = barriers.some(
      ({ page, when: stop }) =>
        (page.when === undefined || walk.evaluate(page.when) === true) && walk.evaluate(stop) === true,
    );
    if (!stopped && (when === undefined || walk.evaluate(when) === true)) return true;
  }
  return false;
}

function report(page: Page | undefined, stop: Page | undefined, node: Node | undefined, reading: Reading): void {
  const after = stop?.id ?? '';
  reading.faults.add(
    node,
    'unreachable',
    page === undefined
      ? { sv: `Ingen kommer förbi stoppet på sidan ${after}`, en: `Nobody comes past the stop on the page ${after}` }
      : {
          sv: `Ingen kommer till sidan ${page.id}: stoppet på sidan ${after} eller ett före den gäller alltid då`,
          en: `Nobody comes to the page ${page.id}: the stop on the page ${after} or one before it always holds then`,
        },
    { sv: 'Kontrollera villkoren under eligible.', en: 'Check the conditions under eligible.' },
    { element: page?.id ?? after },
  );
}
