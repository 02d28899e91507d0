import type { FieldError, Journey, Page } from '@torget/form';
import type { Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from './mount.ts';
import type { Opened } from './owner.ts';

type Teller = Pick<ApplicationsOptions, 'happened'>;

/** A page is answered: how long after the one before, and whether the journey ends there. */
export function stepTaken(request: Request, { happened }: Teller, { draft, service }: Opened, page: Page, on: Journey) {
  const of = { service: service.id, version: service.hash, page: page.id };
  const seconds = (Date.parse(request.now) - Date.parse(draft.updated)) / 1000;
  happened?.({ ...of, kind: 'step', seconds: Math.max(1, Math.ceil(seconds)) }, request.now);
  if ('stop' in on.next && on.next.after === page.id) happened?.({ ...of, kind: 'stop' }, request.now);
}

/** A page comes back with errors: which rule at which field, never what was written there. */
export function errorsMet(
  request: Request,
  { happened }: Teller,
  { service }: Opened,
  page: Page,
  errors: readonly FieldError[],
) {
  const of = { service: service.id, version: service.hash, page: page.id, kind: 'error' } as const;
  for (const { field, rule } of errors) happened?.({ ...of, what: `${field} ${rule}` }, request.now);
}
