import type { Json } from '@torget/feel';
import { acceptOnce, acceptRepeat, type Part } from './accept-group.ts';
import { type Action, actionOf, fieldsAfter } from './action.ts';
import { broken } from './journey.ts';
import { readOne, SHOWN } from './read.ts';
import { onward } from './trail.ts';
import type { Accepted, AcceptOptions, Answers, FieldError, Fields, Form, Open, Page, Question } from './types.ts';
import type { Walk } from './walk.ts';

/** A walk that has met every page before `page`. */
export function walkTo(form: Form, page: Page, options: AcceptOptions): Walk {
  const to = form.pages.indexOf(page);
  const { walk, from } = onward(form, options.answers, options, to);
  for (const each of form.pages.slice(from, to)) {
    if (!walk.holds(each.when)) walk.hidePage(each);
    else
      for (const question of each.questions) if (walk.asks(question)) walk.take(question, options.answers[question.id]);
  }
  return walk;
}

/** Which fields the page showed, by its hidden field; without it (API, tests) all are taken as shown. */
export function shownIn(fields: Fields): (name: string) => boolean {
  const names = fields[SHOWN];
  if (names === undefined) return () => true;
  const set = new Set(names.flatMap((value) => value.split(' ')));
  return (name) => set.has(name);
}

function acceptPlain(walk: Walk, question: Question, fields: Fields, action: Action, before: Json | undefined): Part {
  const place = { field: question.id, pointer: `/${question.id}` };
  const one = readOne(walk, question, place, fields, action.verb === 'continue');
  if (!one.ok) return { kind: 'errors', errors: one.errors, open: [] };
  const untouched = one.empty && action.verb !== 'continue';
  return { kind: 'answer', answer: untouched ? before : one.value, open: [] };
}

function acceptPart(walk: Walk, question: Question, fields: Fields, action: Action, answers: Answers): Part {
  const shown = shownIn(fields);
  if (!shown(question.id)) return { kind: 'again', open: [], typed: false };
  if (question.type !== 'group') return acceptPlain(walk, question, fields, action, answers[question.id]);
  if (question.repeat === undefined) return acceptOnce(walk, question, fields, action, shown);
  return acceptRepeat(walk, question, fields, action, answers[question.id], shown);
}

/**
 * What a browser sent for a page. Pure: the same arguments give the same answers. Unknown fields are ignored, unknown
 * pages refused with the error rule `no-such-page`; whether the person may be on the page at all is `journey`'s to say.
 */
export function accept(form: Form, pageId: string, fields: Fields, options: AcceptOptions): Accepted {
  const page = form.pages.find((each) => each.id === pageId);
  if (page === undefined) return again([], fields, [], []);
  const action = actionOf(fields);
  const changed = fieldsAfter(action, fields);
  const walk = walkTo(form, page, options);
  const answers: { [id: string]: Json } = { ...options.answers };
  const errors: FieldError[] = [];
  const open: Open[] = [];
  const visible: string[] = [];
  let fresh: 'no' | 'asked' | 'typed' = 'no';
  for (const question of page.questions) {
    if (!walk.asks(question)) continue;
    visible.push(question.id);
    const part = acceptPart(walk, question, changed ?? fields, action, options.answers);
    open.push(...part.open);
    if (part.kind === 'errors') errors.push(...part.errors);
    if (part.kind === 'again' && fresh !== 'typed') fresh = part.typed ? 'typed' : 'asked';
    if (part.kind === 'answer' && part.answer !== undefined) answers[question.id] = part.answer;
    walk.take(question, part.kind === 'answer' ? part.answer : part.kind === 'again' ? answers[question.id] : null);
  }
  if (changed !== undefined) return again([], changed, open, visible);
  if (errors.length > 0) return again(errors, fields, open, visible);
  // An entry that now asks for more than it showed is not saved yet: what was typed stands in its fields only.
  if (fresh === 'typed') return again([], fields, open, visible);
  // An entry that no longer holds stands open: the page goes on when it does.
  if (fresh === 'asked' || action.verb !== 'continue' || open.length > 0) return { kind: 'stay', answers, open };
  const rules = broken(walk, page);
  return rules.length > 0 ? again(rules, fields, open, visible) : { kind: 'on', answers };
}

function again(
  errors: readonly FieldError[],
  fields: Fields,
  open: readonly Open[],
  visible: readonly string[],
): Accepted {
  return { kind: 'again', errors, fields, open, visible };
}
