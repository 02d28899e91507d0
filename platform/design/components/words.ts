import type { Language } from '#platform/text/index.ts';

/** What components say when the page gives no text: in govuk-frontend's own words, which its fixtures hold. */
const inEnglish = {
  back: 'Back',
  breadcrumb: 'Breadcrumb',
  contents: 'Contents',
  cookieBanner: 'Cookie banner',
  day: 'Day',
  error: 'Error',
  exitEmergency: 'Emergency',
  exitPage: 'Exit this page',
  hidePassword: 'Hide',
  important: 'Important',
  language: 'Language',
  menu: 'Menu',
  month: 'Month',
  next: 'Next',
  page: 'Page {n}',
  pageHidden: 'page',
  pages: 'Pagination',
  previous: 'Previous',
  serviceInformation: 'Service information',
  showPassword: 'Show',
  showPasswordLabel: 'Show password',
  success: 'Success',
  supportLinks: 'Support links',
  upToCharacters: 'You can enter up to %{count} characters',
  upToWords: 'You can enter up to %{count} words',
  warning: 'Warning',
  year: 'Year',
  done: 'done',
  here: 'you are here',
  stepOf: 'Step {n} of {of}',
  missing: 'Missing',
  open: 'To do',
  scrolls: '{name}, can be scrolled sideways',
  unread: 'unread',
  service: 'Service',
  answer: 'Answer',
  needs: 'You need',
  choose: 'Choose',
  due: 'Due',
  who: 'Person',
  proposal: 'Proposal',
  serviceAndCase: 'Service and case',
  received: 'Received',
  rule: 'Rule',
  outcome: 'Outcome',
  facts: 'Facts',
  law: 'Legal basis',
} as const;

export type Word = keyof typeof inEnglish;

/** The language of the page, and its words: `words('page', { n: 3 })`. */
export interface Speech {
  readonly language: Language;
  readonly words: (word: Word, values?: { readonly [name: string]: string | number }) => string;
}

/** Outside a page components speak English, as the fixtures do. */
const english: Speech = {
  language: 'en',
  words: (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, `${value}`),
      inEnglish[word],
    ),
};

let spoken = english;

/** Draws in the language and with the words of a page. Drawing waits for nothing, so no other page comes between. */
export function speaking<Drawn>(speech: Speech, draw: () => Drawn): Drawn {
  const before = spoken;
  spoken = speech;
  try {
    return draw();
  } finally {
    spoken = before;
  }
}

export function useSpeech(): Speech {
  return spoken;
}
