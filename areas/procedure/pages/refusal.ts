import { documentName } from '#areas/cases/index.ts';
import { formatDate, text as inLanguage, lawSpaces } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Choice, Refusal } from '../acts/act.ts';

type Speaking = Pick<Request, 't' | 'language'>;

/** Words with names, days and what the town calls things put into them. */
export function words(
  { t, language }: Speaking,
  { text, values = {}, days = {}, titles = {}, document }: Omit<Choice, 'value'>,
): string {
  const dated = Object.entries(days).map(([name, day]) => [name, formatDate(day, language)]);
  const named = Object.entries(titles).map(([name, title]) => [name, inLanguage(title, language)]);
  const title = document === undefined ? {} : { title: documentName({ t }, document) };
  return t(text, { ...values, ...Object.fromEntries(dated), ...Object.fromEntries(named), ...title });
}

/** Why something may not be done, with the rule: `Ärendet är redan avgjort. (FL 12 §)`. */
export function refusalText(speaking: Speaking, { text, basis, days = {} }: Refusal): string {
  const said = words(speaking, { text, days });
  return basis === '' ? said : `${said} (${lawSpaces(basis)})`;
}
