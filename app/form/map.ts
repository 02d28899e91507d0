import type { Form, Page, Question, Text } from '@torget/form';

/**
 * Every page of a form with every branch of it, as lines to read: what is asked, of whom (the condition as it is written),
 * where somebody is told that they cannot apply, and which rules answers must keep.
 */
export function mapOf(form: Form, language: 'sv' | 'en'): readonly string[] {
  const say = (text: Text | undefined) => (language === 'en' ? text?.en : undefined) ?? text?.sv ?? '';
  return form.pages.flatMap((page, index) => linesOf(page, index + 1, say));
}

type Say = (text: Text | undefined) => string;

function linesOf(page: Page, number: number, say: Say): readonly string[] {
  return [
    `${number}. ${say(page.title) || say(page.questions[0]?.label)}  [${page.id}]${when(page)}`,
    ...page.questions.flatMap((question) => asked(question, say, '   ')),
    ...page.validation.map(({ rule, message }) => `   ! ${rule.text}: ${say(message)}`),
    ...page.eligible.map(({ when: { text }, stop }) => `   ■ ${text} → ${say(stop.title)}`),
  ];
}

function asked(question: Question, say: Say, indent: string): readonly string[] {
  const optional = question.optional ? ' (–)' : '';
  return [
    `${indent}• ${say(question.label)}  [${question.id}, ${question.type}]${optional}${when(question)}`,
    ...(question.options ?? [])
      .filter((option) => option.when !== undefined)
      .map((option) => `${indent}   ○ ${say(option.label)}${when(option)}`),
    ...(question.questions ?? []).flatMap((each) => asked(each, say, `${indent}   `)),
  ];
}

function when({ when: program }: Pick<Page, 'when'>): string {
  return program === undefined ? '' : `  ← ${program.text}`;
}
