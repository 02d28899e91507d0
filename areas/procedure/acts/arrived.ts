import { arrivalDayByLetterBox, arrivalDayByPost } from '#platform/calendar/index.ts';
import type { ActField, Given } from './act.ts';

/** How and when something came that no party handed in on Mina sidor. */
export const CAME = [
  {
    name: 'inkom',
    kind: 'choice',
    label: 'procedure.appeal.came',
    options: [
      { value: 'post', text: 'procedure.appeal.post' },
      { value: 'brevlada', text: 'procedure.appeal.box' },
      { value: 'annat', text: 'procedure.appeal.other' },
    ],
  },
  { name: 'dag', kind: 'past-day', label: 'procedure.appeal.day' },
] as const satisfies readonly ActField[];

/** FL 22 §: the arrival day by the way it came in. */
export function arrived(given: Given): { readonly arrived: Temporal.PlainDate; readonly rule: string } {
  const day = Temporal.PlainDate.from(given['dag'] ?? '');
  if (given['inkom'] === 'post') return { arrived: arrivalDayByPost(day), rule: 'FL 22 § 2' };
  if (given['inkom'] === 'brevlada') return { arrived: arrivalDayByLetterBox(day, 'first'), rule: 'FL 22 § 3' };
  return { arrived: day, rule: 'FL 22 § 1' };
}
