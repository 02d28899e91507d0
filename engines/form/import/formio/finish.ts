import type { Context } from '../context.ts';
import type { DraftPage, DraftQuestion } from '../draft.ts';
import { Untranslatable } from '../js.ts';
import { record, word } from '../json.ts';
import { inOrder } from '../order.ts';
import { both } from '../to-feel.ts';
import type { Entries } from './entries.ts';
import { isKnownCheck, type Rules } from './rules.ts';
import type { Component } from './source.ts';
import type { Made } from './tree.ts';

export interface Finishing {
  readonly rules: Rules;
  readonly entries: Entries;
  readonly context: Context;
}

/** Puts the rules on a page's questions, now that every name is known. */
export function finish(page: DraftPage, made: readonly Made[], finishing: Finishing): void {
  for (const each of made) {
    const question = withRules(each, finishing);
    page.questions.push(question);
    if (each.component !== undefined) addCheck(page, question, each.component, finishing);
  }
  page.questions = inOrder(page.questions, finishing.context.notes);
}

function withRules(made: Made, finishing: Finishing): DraftQuestion {
  const { question, component, around, rows } = made;
  const { rules } = finishing;
  const outer = around.reduce((whole, each) => both(whole, rules.shown(each, [])), 'true');
  const shown = component === undefined ? outer : both(outer, rules.shown(component, []));
  const whole = question.when === undefined ? shown : both(question.when, shown);
  if (whole !== 'true') question.when = whole;
  if (component !== undefined && word(component.source['calculateValue']) !== '' && isMain(made))
    computed(made, finishing);
  if (component !== undefined) limitByOther(question, component, finishing);
  if (rows !== undefined)
    question.questions = inOrder(
      rows.map((row) => withRules(row, finishing)),
      finishing.context.notes,
    );
  return question;
}

function isMain({ question, component }: Made): boolean {
  return question.type !== 'information' && component !== undefined;
}

const AS: { readonly [type: string]: DraftQuestion['as'] } = {
  money: 'money',
  decimal: 'number',
  'whole-number': 'number',
};

/** A value that code works out: a computed value where it can be translated, else a question as before. */
function computed({ question, component }: Made, { rules, context }: Finishing): void {
  if (component === undefined) return;
  const place = { at: component.path.join('.'), element: question.id };
  const as = AS[question.type];
  try {
    if (component.grid !== undefined || as === undefined) throw new Untranslatable(question.type);
    const value = rules.computed(component);
    for (const key of ['optional', 'min', 'max', 'suffix'] as const) delete question[key];
    Object.assign(question, { type: 'computed', value, as });
    context.notes.different(
      'computed',
      place,
      'Värdet räknas ut och visas; det skrivs inte in.',
      'The value is worked out and shown; it is not entered.',
    );
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    context.notes.lost(
      'computed',
      place,
      `Värdet räknades ut med kod som inte kan översättas (${error.message}); det frågas i stället.`,
      `The value was worked out by code that cannot be translated (${error.message}); it is asked instead.`,
    );
  }
}

/** `beforeDateInputKey`: not before another date. */
function limitByOther(question: DraftQuestion, component: Component, { entries, context }: Finishing): void {
  const name = word(component.source['beforeDateInputKey']);
  if (name === '' || question.type !== 'date') return;
  const ref = entries.named(name, component);
  const [id] = ref?.ids ?? [];
  const place = { at: component.path.join('.'), element: question.id };
  if (ref === undefined || id === undefined || ref.kind !== 'date' || ref.ids.length > 1) {
    context.notes.lost(
      'date-order',
      place,
      `Ordningen efter ${name} kontrolleras inte.`,
      `The order after ${name} is not checked.`,
    );
    return;
  }
  const other = component.source['mayBeEqual'] === true ? id : `${id} + duration("P1D")`;
  const own = question.min;
  const day = own !== undefined && /^\d/.test(own) ? `date("${own}")` : own;
  question.min = day === undefined ? other : `if ${id} = null then ${day} else max(${day}, ${other})`;
}

/** A formula of the form's own, as a rule of the page. */
function addCheck(page: DraftPage, question: DraftQuestion, component: Component, { rules, context }: Finishing): void {
  const code = word(record(component.source['validate'])['custom']);
  if (code === '' || isKnownCheck(code) || question.type === 'information' || question.type === 'computed') return;
  const place = { at: component.path.join('.'), element: question.id };
  try {
    if (component.grid !== undefined) throw new Untranslatable(component.grid.key);
    const { rule, message } = rules.validity(component);
    page.validation = [
      ...(page.validation ?? []),
      { rule: `${question.id} = null or ${rule}`, message: context.words.text(message), at: question.id },
    ];
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    context.notes.lost(
      'check',
      place,
      `Kontrollen kan inte översättas (${error.message}): ${code.slice(0, 200)}`,
      `The check cannot be translated (${error.message}): ${code.slice(0, 200)}`,
    );
  }
}
