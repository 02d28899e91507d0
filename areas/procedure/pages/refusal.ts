import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Refusal } from '../acts/act.ts';

/** Why something may not be done, with the rule: `Ärendet är redan avgjort. (FL 12 §)`. */
export function refusalText(
  { t, language }: Pick<Request, 't' | 'language'>,
  { text, basis, days = {} }: Refusal,
): string {
  const values = Object.entries(days).map(([name, day]) => [name, formatDate(day, language)]);
  const words = t(text, Object.fromEntries(values));
  return basis === '' ? words : `${words} (${basis})`;
}
