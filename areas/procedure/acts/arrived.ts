import { arrivalBy, CAME_BY } from '#platform/calendar/index.ts';
import type { Given } from './act.ts';

/** FL 22 §: the arrival day by the way it came in. */
export function arrived(given: Given): { readonly arrived: Temporal.PlainDate; readonly rule: string } {
  const came = CAME_BY.find((way) => way === given['inkom']) ?? 'annat';
  return arrivalBy(came, Temporal.PlainDate.from(given['dag'] ?? ''));
}
