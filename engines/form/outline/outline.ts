import type { Bilingual, Program } from '@torget/feel';
import type { Form, Page, Question, Stop, Text } from '../types.ts';
import { errorsOf, type PossibleError } from './errors.ts';
import { inWords, type Spoken } from './words.ts';

/** An expression as it is written, and in words. */
export interface Said {
  readonly feel: string;
  readonly words: Bilingual;
}

export interface OutlinedQuestion {
  readonly question: Question;
  readonly when?: Said;
  readonly options: readonly { readonly label: Text; readonly hint?: Text; readonly when?: Said }[];
  readonly questions: readonly OutlinedQuestion[];
  readonly errors: readonly PossibleError[];
}

export interface OutlinedPage {
  readonly page: Page;
  readonly when?: Said;
  readonly questions: readonly OutlinedQuestion[];
  /** What the answers must keep, and what is said when they do not. */
  readonly rules: readonly { readonly rule: Said; readonly message: Text }[];
  /** Where somebody is told that they cannot go on. */
  readonly ends: readonly { readonly when: Said; readonly stop: Stop }[];
}

/**
 * Every page of a form with every branch of it, for whoever answers for its texts: what is asked of whom, which errors it
 * can lead to, which rules answers must keep, and where the journey ends.
 */
export function outline(form: Form): readonly OutlinedPage[] {
  const say = sayIn({ form });
  return form.pages.map((page) => ({
    page,
    ...when(page, say),
    questions: page.questions.map((question) => outlined(question, { form })),
    rules: page.validation.map(({ rule, message }) => ({ rule: say(rule), message })),
    ends: page.eligible.map(({ when: program, stop }) => ({ when: say(program), stop })),
  }));
}

type Say = (program: Program) => Said;

function sayIn(spoken: Spoken): Say {
  return (program) => ({ feel: program.text, words: inWords(program, spoken) });
}

function when({ when: program }: Pick<Page, 'when'>, say: Say): { readonly when?: Said } {
  return program === undefined ? {} : { when: say(program) };
}

function outlined(question: Question, spoken: Spoken): OutlinedQuestion {
  const say = sayIn(spoken);
  const inner = { form: spoken.form, near: question.questions ?? [] };
  return {
    question,
    ...when(question, say),
    options: (question.options ?? []).map((option) => ({
      label: option.label,
      ...(option.hint === undefined ? {} : { hint: option.hint }),
      ...when(option, say),
    })),
    questions: (question.questions ?? []).map((each) => outlined(each, inner)),
    errors: errorsOf(question),
  };
}
