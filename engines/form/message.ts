import type { Bilingual } from '@torget/feel';
import { RULE_TEXTS, ruleText } from './rule-texts.ts';
import { rowOf } from './types/index.ts';
import type { Problem, Question, Text } from './types.ts';

/**
 * Error texts, derived from label and rule in the manner of GOV.UK ("Ange ditt telefonnummer"), and the question's own
 * `errors` before them. A label may be a noun ("Belopp efter skatt") or a whole question ("Hur bor du?").
 */

interface Words {
  /** The label inside a sentence: `belopp efter skatt`. */
  readonly inside: string;
  /** The label as subject: `Belopp efter skatt`, or `Svaret på ”Hur bor du?”`. */
  readonly subject: string;
  readonly question: boolean;
  readonly label: string;
}

function lower(label: string): string {
  // "E-post" and "Belopp" are lowered; "BankID" and "FPA" are names and stay.
  return /^\p{Lu}(?!\p{Lu}|\p{Ll}+\p{Lu})/u.test(label)
    ? label.charAt(0).toLocaleLowerCase('sv') + label.slice(1)
    : label;
}

function words(label: string, language: 'sv' | 'en'): Words {
  const question = /[?!.]$/.test(label.trim());
  const quoted = language === 'sv' ? `”${label}”` : `“${label}”`;
  const subject = !question ? label : language === 'sv' ? `Svaret på ${quoted}` : `Your answer to ${quoted}`;
  return { inside: question ? quoted : lower(label), subject, question, label };
}

/** Figures as they are read: `200000` is `200 000`, a point is a comma. */
function figure(text: string | undefined, language: 'sv' | 'en'): string {
  const [whole = '', fraction] = (text ?? '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'sv' ? '\u00a0' : ',');
  return fraction === undefined ? grouped : `${grouped}${language === 'sv' ? ',' : '.'}${fraction}`;
}

/** `Antal: skriv ett heltal`; after a question, which stands right above, only `Skriv ett heltal`. */
function says(label: Words, sentence: string): string {
  return label.question ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : `${label.subject}: ${sentence}`;
}

type Rule = (
  question: Question,
  label: { sv: Words; en: Words },
  values: { readonly [name: string]: string },
) => Bilingual;

const REQUIRED: { readonly [verb in 'enter' | 'choose' | 'answer' | 'confirm' | 'attach']: Rule } = {
  enter: (_q, { sv, en }) => ({
    sv: sv.question ? `Svara på frågan ${sv.inside}` : `Ange ${sv.inside}`,
    en: en.question ? `Answer the question ${en.inside}` : `Enter ${en.inside}`,
  }),
  choose: (_q, { sv, en }) => ({
    sv: sv.question ? `Välj ett svar på frågan ${sv.inside}` : `Välj ${sv.inside}`,
    en: en.question ? `Select an answer to ${en.inside}` : `Select ${en.inside}`,
  }),
  answer: (_q, { sv, en }) => ({
    sv: sv.question ? `Svara på frågan ${sv.inside}` : `Ange ${sv.inside}`,
    en: en.question ? `Answer the question ${en.inside}` : `Enter ${en.inside}`,
  }),
  confirm: (_q, { sv, en }) => ({ sv: `Kryssa i rutan: ${sv.label}`, en: `Tick the box: ${en.label}` }),
  attach: (_q, { sv, en }) => ({
    sv: sv.question ? `Välj en fil som svar på ${sv.inside}` : `Välj en fil: ${sv.inside}`,
    en: en.question ? `Select a file for ${en.inside}` : `Select a file: ${en.inside}`,
  }),
};

function money(question: Question): boolean {
  return question.type === 'money';
}

/** `Belopp efter skatt` says that it is an amount; other labels are named before the sentence. */
function named(label: Words, sentence: string): string {
  return /belopp|amount/i.test(label.label) ? sentence : says(label, lower(sentence));
}

const RULES: { readonly [rule: string]: Rule } = {
  required: (question, label, values) => REQUIRED[rowOf(question.type).verb](question, label, values),
  shape: (_q, { sv, en }) => ({
    sv: `${sv.subject} gick inte att läsa, svara igen`,
    en: `${en.subject} could not be read, answer again`,
  }),
  'one-line': (_q, { sv, en }) => ({ sv: `${sv.subject} får bara vara en rad`, en: `${en.subject} must be one line` }),
  'too-long': (_q, { sv, en }, v) => ({
    sv: `${sv.subject} får vara högst ${figure(v['max'], 'sv')} tecken, nu är det ${figure(v['count'], 'sv')}`,
    en: `${en.subject} must be ${figure(v['max'], 'en')} characters or fewer, now it is ${figure(v['count'], 'en')}`,
  }),
  'too-many-words': (_q, { sv, en }, v) => ({
    sv: `${sv.subject} får vara högst ${figure(v['max'], 'sv')} ord, nu är det ${figure(v['count'], 'sv')}`,
    en: `${en.subject} must be ${figure(v['max'], 'en')} words or fewer, now it is ${figure(v['count'], 'en')}`,
  }),
  pattern: (_q, { sv, en }) => ({
    sv: `${sv.subject} har inte rätt form`,
    en: `${en.subject} does not have the right form`,
  }),
  email: () => ({
    sv: 'Skriv e-postadressen så här: namn@exempel.se',
    en: 'Enter the email address like this: name@example.com',
  }),
  phone: () => ({
    sv: 'Skriv telefonnumret med siffror, till exempel 070-174 06 35',
    en: 'Enter the phone number in figures, for example 070-174 06 35',
  }),
  money: (_q, { sv, en }) => ({
    sv: named(sv, 'Skriv beloppet med siffror, till exempel 3\u00a0264'),
    en: named(en, 'Enter the amount in figures, for example 3264'),
  }),
  decimal: (_q, { sv, en }) => ({
    sv: says(sv, `skriv med siffror, till exempel 12,5`),
    en: says(en, `enter it in figures, for example 12.5`),
  }),
  'whole-number': (_q, { sv, en }) => ({
    sv: says(sv, `skriv ett heltal, till exempel 3`),
    en: says(en, `enter a whole number, for example 3`),
  }),
  'too-small': (q, { sv, en }, v) => ({
    sv: `${sv.subject} måste vara minst ${figure(v['min'], 'sv')}${money(q) ? ' kronor' : ''}`,
    en: `${en.subject} must be ${figure(v['min'], 'en')}${money(q) ? ' kronor' : ''} or more`,
  }),
  'too-large': (q, { sv, en }, v) => ({
    sv: `${sv.subject} får vara högst ${figure(v['max'], 'sv')}${money(q) ? ' kronor' : ''}`,
    en: `${en.subject} must be ${figure(v['max'], 'en')}${money(q) ? ' kronor' : ''} or less`,
  }),
  date: (_q, { sv, en }) => ({
    sv: says(sv, `skriv en dag som finns, till exempel 14 3 2019 eller 2019-03-14`),
    en: says(en, `enter a real date, for example 14 3 2019 or 2019-03-14`),
  }),
  'date-day': (_q, { sv, en }) => ({ sv: says(sv, `skriv vilken dag`), en: says(en, `enter the day`) }),
  'date-month': (_q, { sv, en }) => ({ sv: says(sv, `skriv vilken månad`), en: says(en, `enter the month`) }),
  'date-year': (_q, { sv, en }) => ({ sv: says(sv, `skriv vilket år`), en: says(en, `enter the year`) }),
  'year-digits': (_q, { sv, en }) => ({
    sv: says(sv, `skriv året med fyra siffror`),
    en: says(en, `enter the year with four figures`),
  }),
  month: (_q, { sv, en }) => ({
    sv: says(sv, `skriv en månad och ett år, till exempel 2 2026`),
    en: says(en, `enter a month and a year, for example 2 2026`),
  }),
  'month-month': (_q, { sv, en }) => ({
    sv: says(sv, `skriv vilken månad`),
    en: says(en, `enter the month`),
  }),
  'too-early': (_q, { sv, en }, v) => ({
    sv: `${sv.subject} får inte vara före ${v['min']}`,
    en: `${en.subject} must not be before ${v['min']}`,
  }),
  'too-late': (_q, { sv, en }, v) => ({
    sv: `${sv.subject} får inte vara efter ${v['max']}`,
    en: `${en.subject} must not be after ${v['max']}`,
  }),
  choice: (_q, { sv, en }) => ({
    sv: `Välj ett av svaren: ${sv.inside}`,
    en: `Select one of the answers: ${en.inside}`,
  }),
  exclusive: (_q, { sv, en }) => ({
    sv: says(sv, `det sista svaret kan inte väljas tillsammans med andra`),
    en: says(en, `the last answer cannot be selected together with others`),
  }),
  'too-few': (_q, { sv, en }, v) => ({
    sv: says(sv, `ange minst ${v['min']}`),
    en: says(en, `give at least ${v['min']}`),
  }),
  'too-many': (_q, { sv, en }, v) => ({
    sv: says(sv, `ange högst ${v['max']}`),
    en: says(en, `give at most ${v['max']}`),
  }),
  'file-size': (_q, _label, v) => ({
    sv: `Filen är för stor. Den får vara högst ${v['max']} MB`,
    en: `The file is too large. It must be ${v['max']} MB or smaller`,
  }),
  'file-type': (_q, _label, v) => ({
    sv: `Filen har fel format. Välj en fil som slutar på ${v['types']}`,
    en: `The file has the wrong format. Select a file that ends with ${v['types']}`,
  }),
  'person-name': () => ({ sv: 'Ange personens namn', en: 'Enter the name of the person' }),
  'person-name-length': () => ({
    sv: 'Namnet får vara högst 120 tecken',
    en: 'The name must be 120 characters or fewer',
  }),
  'person-birth': () => ({
    sv: 'Skriv födelsedatum så här: 2019-03-14',
    en: 'Enter the date of birth like this: 2019-03-14',
  }),
  'person-birth-future': () => ({
    sv: 'Födelsedatum får inte vara i framtiden',
    en: 'The date of birth must not be in the future',
  }),
};

/** The text of a problem at a question, in both languages. */
export function message(question: Question, problem: Problem): Bilingual {
  const own: Text | undefined = question.errors?.[problem.rule];
  if (own !== undefined) return { sv: own.sv, en: own.en ?? own.sv };
  const labels = { sv: words(question.label.sv, 'sv'), en: words(question.label.en ?? question.label.sv, 'en') };
  const whole = ruleText(problem.rule, problem.values ?? {});
  if (whole !== undefined) return whole;
  const rule = RULES[problem.rule] ?? RULES['shape'];
  return rule?.(question, labels, problem.values ?? {}) ?? { sv: '', en: '' };
}

/** All rules that have a text of their own: what `errors` of a question may name. */
export const rules: readonly string[] = [...Object.keys(RULES), ...Object.keys(RULE_TEXTS)];
