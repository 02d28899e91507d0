import type { Json } from '@torget/feel';
import { factAt, sourceAt } from './facts.ts';
import { rowOf } from './types/index.ts';
import type {
  Answers,
  Form,
  Journey,
  JourneyOptions,
  Printed,
  PrintedPage,
  PrintedRow,
  Question,
  Shown,
  Text,
} from './types.ts';

/** The heading of a page: its title, or the label of its first question. */
export function titleOf(page: {
  readonly id: string;
  readonly title?: Text;
  readonly questions: readonly Question[];
}): Text {
  return page.title ?? page.questions[0]?.label ?? { sv: page.id, en: page.id };
}

/** A computed value for reading, by what the form says it is. */
export function printComputed(json: Json, shown: Pick<Shown, 'as'>): Printed {
  switch (shown.as) {
    case 'money':
    case 'number':
      return { kind: shown.as, amount: `${json}` };
    case 'date':
    case 'month':
      return { kind: shown.as, value: `${json}` };
    case 'yes-no':
      return { kind: 'yes-no', value: json === true };
    case 'text':
      return { kind: 'text', text: `${json}` };
  }
}

/** Where an answer comes from that stands as the register has it: its source and when it was fetched. */
function sourceOf(question: Question, json: Json | undefined, options: JourneyOptions): PrintedRow['source'] {
  if (question.prefill === undefined || json === undefined) return undefined;
  const fact = factAt(options.facts, question.prefill);
  const row = rowOf(question.type);
  const value = fact === undefined ? undefined : row.fromFact?.(fact);
  if (value === undefined) return undefined;
  const same = JSON.stringify(row.settle?.(value, options, question) ?? value) === JSON.stringify(json);
  return same ? sourceAt(options.facts, question.prefill) : undefined;
}

/**
 * The answers for reading, page by page, as data: what check-your-answers shows and what is frozen at submission.
 * Hidden questions do not stand there; one that was left without an answer stands with `none`.
 */
export function summary(form: Form, journey: Journey, options: JourneyOptions): readonly PrintedPage[] {
  const { json } = journey.data;
  return journey.pages.flatMap(({ page, visible }): PrintedPage[] => {
    const rows = page.questions.flatMap((question): PrintedRow[] => {
      const row = rowOf(question.type);
      if (!row.data || !visible.includes(question.id)) return [];
      const value = json[question.id];
      const source = sourceOf(question, value, options);
      return [
        {
          question: question.id,
          label: question.label,
          value: value === undefined ? { kind: 'none' } : row.print(question, value, options),
          ...(source === undefined ? {} : { source }),
        },
      ];
    });
    const computed = computedRows(form, page.id, json);
    if (rows.length + computed.length === 0) return [];
    return [{ page: page.id, title: titleOf(page), ...sectionOf(page), rows: [...rows, ...computed] }];
  });
}

/** The questions that a draft has answers to but that are not asked now: what a changed answer hid. */
export function dropped(journey: Journey, answers: Answers): readonly string[] {
  return journey.hidden.filter((id) => answers[id] !== undefined && answers[id] !== null);
}

/**
 * Frozen data for reading: what stood in it, whatever the form would show today. Questions that it has no answer to are
 * left out.
 */
export function printData(
  form: Form,
  data: { readonly [key: string]: Json },
  options: JourneyOptions,
): readonly PrintedPage[] {
  return form.pages.flatMap((page): PrintedPage[] => {
    const rows = page.questions.flatMap((question): PrintedRow[] => {
      const value = data[question.id];
      if (value === undefined || value === null || !rowOf(question.type).data) return [];
      return [
        { question: question.id, label: question.label, value: rowOf(question.type).print(question, value, options) },
      ];
    });
    const all = [...rows, ...computedRows(form, page.id, data)];
    return all.length === 0 ? [] : [{ page: page.id, title: titleOf(page), ...sectionOf(page), rows: all }];
  });
}

function computedRows(form: Form, page: string, json: { readonly [key: string]: Json }): readonly PrintedRow[] {
  return Object.entries(form.shown).flatMap(([name, shown]): PrintedRow[] => {
    const value = json[name];
    if (shown.page !== page || value === undefined) return [];
    return [{ question: name, label: shown.label, value: printComputed(value, shown), computed: true }];
  });
}

function sectionOf(page: { readonly section?: string }): { readonly section?: string } {
  return page.section === undefined ? {} : { section: page.section };
}
