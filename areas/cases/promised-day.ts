import type { Json } from '@torget/feel';
import type { FieldError } from '@torget/form';
import { isWorkingDay, move } from '#platform/calendar/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { DELAY } from './house-process.ts';

const FIELD = 'drojsmal_senast';

/**
 * What the forms of the house's own tasks ask beyond what a form can: the day that a party is told to have a decision by
 * (FL 11 §) is a working day, since nothing is decided or told on another.
 */
export function houseMend(
  { t, language }: Pick<Request, 't' | 'language'>,
  form: string | null,
  answers: { readonly [question: string]: Json },
): FieldError | null {
  const said = answers[FIELD];
  if (form !== DELAY || typeof said !== 'string') return null;
  const day = Temporal.PlainDate.from(said);
  if (isWorkingDay(day)) return null;
  const name = (one: Temporal.PlainDate) => formatDate(one.toString(), language);
  const text = t('cases.desk.working-day', { day: name(day), next: name(move(day)) });
  return { field: `${FIELD}-day`, pointer: `/${FIELD}`, rule: 'working-day', message: { sv: text, en: text } };
}
