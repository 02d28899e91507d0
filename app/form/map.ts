import { type Form, type OutlinedPage, type OutlinedQuestion, outline, type Said, type Text } from '@torget/form';

/**
 * Every page of a form with every branch of it, as lines to read: what is asked, of whom (the condition as it is written),
 * where somebody is told that they cannot apply, and which rules answers must keep.
 */
export function mapOf(form: Form, language: 'sv' | 'en'): readonly string[] {
  const say = (text: Text | undefined) => (language === 'en' ? text?.en : undefined) ?? text?.sv ?? '';
  return outline(form).flatMap((page, index) => linesOf(page, index + 1, say));
}

type Say = (text: Text | undefined) => string;

function linesOf({ page, when, questions, rules, ends }: OutlinedPage, number: number, say: Say): readonly string[] {
  return [
    `${number}. ${say(page.title) || say(page.questions[0]?.label)}  [${page.id}]${whom(when)}`,
    ...questions.flatMap((question) => asked(question, say, '   ')),
    ...rules.map(({ rule, message }) => `   ! ${rule.feel}: ${say(message)}`),
    ...ends.map(({ when: { feel }, stop }) => `   ■ ${feel} → ${say(stop.title)}`),
  ];
}

function asked({ question, when, options, questions }: OutlinedQuestion, say: Say, indent: string): readonly string[] {
  const optional = question.optional ? ' (–)' : '';
  return [
    `${indent}• ${say(question.label)}  [${question.id}, ${question.type}]${optional}${whom(when)}`,
    ...options
      .filter((option) => option.when !== undefined)
      .map((option) => `${indent}   ○ ${say(option.label)}${whom(option.when)}`),
    ...questions.flatMap((each) => asked(each, say, `${indent}   `)),
  ];
}

function whom(when: Said | undefined): string {
  return when === undefined ? '' : `  ← ${when.feel}`;
}
