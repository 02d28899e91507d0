import type { FeelContext, FeelValue, Json, Result } from '@torget/feel';
import { typed } from './feel.ts';
import { journey } from './journey.ts';
import { message } from './message.ts';
import { rowOf } from './types/index.ts';
import type { Answers, Form, Journey, JourneyOptions, PageError, Question } from './types.ts';

/** What holds as an application: the data and where it came from. */
export interface Valid {
  readonly data: Journey['data'];
  readonly warnings: readonly string[];
}

/** The question of an id, on whatever page. */
export function questionOf(form: Form, id: string): Question | undefined {
  for (const page of form.pages) for (const question of page.questions) if (question.id === id) return question;
  return undefined;
}

/**
 * The whole again, as at submission: every visible answer present and right, every rule of every page kept, nobody
 * stopped. `unseen` answers (optional ones nobody was asked) are accepted: the API and examples leave them out.
 */
export function validate(form: Form, answers: Answers, options: JourneyOptions): Result<Valid, readonly PageError[]> {
  const result = journey(form, answers, options);
  const missing = result.missing.flatMap(({ page, question: id }): PageError[] => {
    const question = questionOf(form, id);
    if (question === undefined) return [];
    return [{ page, field: id, pointer: `/${id}`, rule: 'required', message: message(question, { rule: 'required' }) }];
  });
  const known = new Set(form.pages.flatMap((page) => page.questions.map(({ id }) => id)));
  const unknown = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((id) => ({ page: '', field: id, pointer: `/${id}`, rule: 'unknown', message: UNKNOWN(id) }));
  const stopped = 'stop' in result.next ? [stop(result.next.after, result.next.stop.title)] : [];
  const errors = [...result.errors, ...missing, ...unknown, ...stopped];
  if (errors.length > 0) return { ok: false, error: errors };
  return { ok: true, value: { data: result.data, warnings: result.warnings } };
}

function UNKNOWN(id: string) {
  return { sv: `Frågan ${id} finns inte i formuläret`, en: `The form has no question ${id}` };
}

function stop(page: string, title: { readonly sv: string; readonly en?: string }): PageError {
  return { page, field: '', pointer: '', rule: 'stop', message: { sv: title.sv, en: title.en ?? title.sv } };
}

/**
 * Frozen data as FEEL again: what `application` is in processes, decisions and letters. Questions that were hidden or
 * left out are null, so that every name of the form is known; computed values are taken as they were frozen.
 */
export function feelData(form: Form, data: { readonly [key: string]: Json }): FeelContext {
  const context: { [key: string]: FeelValue } = {};
  for (const page of form.pages) {
    for (const question of page.questions) {
      const row = rowOf(question.type);
      if (!row.data) continue;
      const value = data[question.id];
      context[question.id] = value === undefined || value === null ? null : row.toFeel(question, value);
    }
  }
  for (const [name, program] of Object.entries(form.computed)) context[name] = typed(data[name] ?? null, program.type);
  return context;
}
