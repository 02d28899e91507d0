import type { FeelContext, Json } from '@torget/feel';
import { shownIn, walkTo } from './accept.ts';
import { brokenEntry, openIn } from './accept-group.ts';
import { isRecord, sourceAt } from './facts.ts';
import { jsonOf } from './feel.ts';
import { readEntry, readOne } from './read.ts';
import { printComputed } from './summary.ts';
import { rowOf } from './types/index.ts';
import type { AcceptOptions, Fields, Form, Open, Page, Printed, PrintedEntry, Question } from './types.ts';
import type { Walk } from './walk.ts';

/** One question as a page shows it: what stands in its fields, and what a group holds. */
export interface QuestionView {
  /** With limits and options as they are now. */
  readonly question: Question;
  /** Stem of the field names and ids. */
  readonly name: string;
  /** Values of the fields that begin with `name`. */
  readonly fields: Fields;
  /** The value is the register's, not yet the person's own answer. */
  readonly source?: { readonly name: string; readonly at: string };
  /** A repeated group: the entries saved, and the one that stands open. */
  readonly entries?: readonly PrintedEntry[];
  readonly open?: { readonly entry: number | 'new'; readonly questions: readonly QuestionView[] };
  /** A computed value as it is now; absent while what it needs is not answered. */
  readonly computed?: Printed;
  /** A group that does not repeat: its questions. */
  readonly questions?: readonly QuestionView[];
}

export interface PageView {
  readonly page: Page;
  readonly questions: readonly QuestionView[];
  /** Value of the hidden field `_shown`: every field that the page asks for. */
  readonly shown: string;
}

export interface ViewOptions extends AcceptOptions {
  /** What was typed, when the page is shown again after errors. */
  readonly fields?: Fields;
  /** Entries to show open. */
  readonly open?: readonly Open[];
}

function fieldsOf(
  walk: Walk,
  question: Question,
  name: string,
  answer: Json | undefined,
  typed: Fields | undefined,
): Fields {
  if (typed !== undefined) return typed;
  const value = answer === undefined ? walk.prefilled(question) : answer;
  return value === undefined || value === null ? {} : rowOf(question.type).write(question, name, value);
}

/** The questions of an entry: from what was typed, else from the entry saved. */
function entryViews(walk: Walk, group: Question, entry: Json, typed: Fields | undefined): readonly QuestionView[] {
  const questions = group.questions ?? [];
  const saved = isRecord(entry) ? entry : {};
  const names: FeelContext = Object.fromEntries(
    questions.map((each) => {
      const value = saved[each.id];
      return [each.id, value === undefined || value === null ? null : rowOf(each.type).toFeel(each, value)];
    }),
  );
  const visible =
    typed === undefined
      ? questions.filter((each) => walk.holds(each.when, names)).map((each) => each.id)
      : readEntry(walk, group, '', typed, () => false).visible;
  return questions
    .filter((each) => visible.includes(each.id))
    .map((each) => {
      const name = `${group.id}-${each.id}`;
      return { question: walk.limited(each, names), name, fields: fieldsOf(walk, each, name, saved[each.id], typed) };
    });
}

function groupView(walk: Walk, question: Question, options: ViewOptions): QuestionView {
  const { fields: typed } = options;
  const answer = options.answers[question.id];
  const base = { question: walk.limited(question), name: question.id, fields: {} };
  if (question.repeat === undefined) return { ...base, questions: entryViews(walk, question, answer ?? null, typed) };
  const saved = Array.isArray(answer) ? answer : [];
  const printed = rowOf('group').print(question, saved, walk.options);
  const entries = printed.kind === 'entries' ? printed.entries : [];
  const asked = options.open?.find((open) => open.group === question.id) ?? (typed && openIn(typed, question.id));
  // One that is needed, and the first one until the question is answered: what may be left empty is passed by.
  const needed: Open | undefined =
    saved.length < question.repeat.min || answer === undefined ? { group: question.id, entry: 'new' } : undefined;
  const broken = brokenEntry(walk, question, saved);
  const open = asked ?? (broken === undefined ? needed : { group: question.id, entry: broken });
  if (open === undefined || (open.entry !== 'new' && saved[open.entry] === undefined)) return { ...base, entries };
  const entry = open.entry === 'new' ? null : (saved[open.entry] ?? null);
  return { ...base, entries, open: { entry: open.entry, questions: entryViews(walk, question, entry, typed) } };
}

function computedView(walk: Walk, question: Question): QuestionView {
  const base = { question, name: question.id, fields: {} };
  const json = question.value === undefined ? null : jsonOf(walk.evaluate(question.value));
  return json === null ? base : { ...base, computed: printComputed(json, { as: question.as ?? 'text' }) };
}

/**
 * A page ready to be shown: its visible questions with the values of their fields, from the answers, from the registers
 * (`prefill`), or from what was typed just now. Undefined for an unknown page. It does not ask whether the person may be there.
 */
export function view(form: Form, pageId: string, options: ViewOptions): PageView | undefined {
  const page = form.pages.find((each) => each.id === pageId);
  if (page === undefined) return undefined;
  const walk = walkTo(form, page, options);
  const shown = options.fields === undefined ? () => true : shownIn(options.fields);
  const questions = page.questions.flatMap((question): QuestionView[] => {
    if (!walk.asks(question)) return [];
    const answer = options.answers[question.id];
    // A question that the page has not shown before has nothing typed: it stands as the draft has it.
    const typed = shown(question.id) ? options.fields : undefined;
    if (question.type === 'group') {
      walk.take(question, answer);
      return [groupView(walk, question, options)];
    }
    if (question.type === 'computed') return [computedView(walk, question)];
    if (typed === undefined) walk.take(question, answer);
    else {
      const one = readOne(walk, question, { field: question.id, pointer: '' }, typed, false);
      walk.take(question, one.ok ? one.value : null);
    }
    const source =
      answer === undefined && walk.prefilled(question) !== undefined
        ? sourceAt(options.facts, question.prefill ?? '')
        : undefined;
    return [
      {
        question: walk.limited(question),
        name: question.id,
        fields: fieldsOf(walk, question, question.id, answer, typed),
        ...(source === undefined ? {} : { source }),
      },
    ];
  });
  return { page, questions, shown: questions.flatMap(names).join(' ') };
}

function names(view: QuestionView): readonly string[] {
  return [view.name, ...[...(view.questions ?? []), ...(view.open?.questions ?? [])].map((each) => each.name)];
}
