import { firstField } from './read.ts';
import { leaveTrail, type Met, onward } from './trail.ts';
import type { Answers, FieldError, Form, Journey, JourneyOptions, Page } from './types.ts';
import type { Walk } from './walk.ts';

/** The page's own rules that are broken (false), once its answers hold by themselves. */
export function broken(walk: Walk, page: Page): readonly FieldError[] {
  return page.validation.flatMap(({ rule, message, at }) => {
    if (walk.evaluate(rule) !== false) return [];
    const visible = page.questions.filter((question) => !walk.hidden.includes(question.id));
    const place = visible.find((question) => question.id === at) ?? visible[0];
    if (place === undefined) return [];
    const text = { sv: message.sv, en: message.en ?? message.sv };
    return [{ field: firstField(place, place.id), pointer: `/${place.id}`, rule: 'validation', message: text }];
  });
}

/** Meets the questions of one page. Undefined when the page is not shown, or shows nothing at all. */
function meet(walk: Walk, page: Page, answers: Answers): Met | undefined {
  if (!walk.holds(page.when)) {
    walk.hidePage(page);
    return undefined;
  }
  // Asked and taken one by one: a question may depend on the one before it.
  const taken = page.questions.flatMap((question) =>
    walk.asks(question) ? [{ id: question.id, taken: walk.take(question, answers[question.id]) }] : [],
  );
  if (taken.length === 0) return undefined;
  const own = taken.flatMap(({ taken: each }) => each.errors);
  const answered = own.length === 0 && taken.every(({ taken: each }) => !each.missing);
  const errors = [...own, ...(answered ? broken(walk, page) : [])].map((error) => ({ ...error, page: page.id }));
  const seen = answered && taken.every(({ taken: each }) => !each.unseen);
  const stop = seen && errors.length === 0 ? page.eligible.find(({ when }) => walk.holds(when))?.stop : undefined;
  return { page, visible: taken.map(({ id }) => id), taken, errors, stop };
}

function isDone(met: Met): boolean {
  return met.errors.length === 0 && met.taken.every(({ taken }) => !taken.unseen && !taken.missing);
}

/**
 * Where a person stands, recomputed from form and answers alone: a pure fold, so that going back or changing anything
 * can never corrupt it. Hidden answers count nowhere. Never throws; what went wrong stands in `errors` and `warnings`.
 */
export function journey(form: Form, answers: Answers, options: JourneyOptions): Journey {
  const { walk, from, ...behind } = onward(form, answers, options, form.pages.length - 1);
  const all = [...behind.met];
  const marks = [...behind.marks];
  for (const page of form.pages.slice(from)) {
    marks.push(walk.mark());
    all.push(meet(walk, page, answers));
  }
  const met = all.filter((each) => each !== undefined);
  walk.finish();
  const frontier = met.findIndex((each) => !isDone(each) || each.stop !== undefined);
  const at = met[frontier];
  const reached = frontier < 0 ? met.length : frontier;
  const stopped = at?.stop === undefined ? undefined : { stop: at.stop, after: at.page.id };
  const made: Journey = {
    pages: met.map(({ page, visible }, index) => ({
      page,
      visible,
      state:
        index < reached || (index === reached && stopped !== undefined) ? 'done' : index === reached ? 'next' : 'ahead',
    })),
    next: stopped ?? (at === undefined ? { check: true } : { page: at.page.id }),
    missing: met.flatMap(({ page, taken }) =>
      taken.filter(({ taken: each }) => each.missing).map(({ id }) => ({ page: page.id, question: id })),
    ),
    errors: met.flatMap((each) => each.errors),
    hidden: walk.hidden,
    data: { json: walk.json, feel: walk.values },
    warnings: walk.warnings,
    holdsFor: walk.readsInstant ? 'instant' : 'day',
  };
  leaveTrail(made, { walk, answers, met: all, marks });
  return made;
}

/** Where "continue" on a page leads: the page after it, unless something before that is missing or stops. */
export function after(journey: Journey, page: string): Journey['next'] {
  if ('stop' in journey.next) return journey.next;
  const index = journey.pages.findIndex((each) => each.page.id === page);
  const following = journey.pages[index + 1];
  return index >= 0 && following !== undefined && following.state !== 'ahead'
    ? { page: following.page.id }
    : journey.next;
}

/** The page before, undefined on the first. */
export function before(journey: Journey, page: string): string | undefined {
  const index = journey.pages.findIndex((each) => each.page.id === page);
  return index > 0 ? journey.pages[index - 1]?.page.id : undefined;
}
