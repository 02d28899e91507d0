import { arrivalBy, CAME_BY } from '#platform/calendar/index.ts';
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
  const came = CAME_BY.find((way) => way === given['inkom']) ?? 'annat';
  return arrivalBy(came, Temporal.PlainDate.from(given['dag'] ?? ''));
}
