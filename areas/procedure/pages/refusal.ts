import { formatDate, lawSpaces } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Choice, Refusal } from '../acts/act.ts';

type Speaking = Pick<Request, 't' | 'language'>;

/** Words with names and days put into them. */
export function words({ t, language }: Speaking, { text, values = {}, days = {} }: Omit<Choice, 'value'>): string {
  const dated = Object.entries(days).map(([name, day]) => [name, formatDate(day, language)]);
  return t(text, { ...values, ...Object.fromEntries(dated) });
}

/** Why something may not be done, with the rule: `Ärendet är redan avgjort. (FL 12 §)`. */
export function refusalText(speaking: Speaking, { text, basis, days = {} }: Refusal): string {
  const said = words(speaking, { text, days });
  return basis === '' ? said : `${said} (${lawSpaces(basis)})`;
}
