import { Say, type TimetableRow } from '#platform/design/index.ts';
import type { Listing, Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Found } from './catalogue.ts';
import { promiseText } from './promise.ts';

/** One row of the timetable: what, how soon, what you need. */
export function timetableRow(service: Service, request: Request): TimetableRow {
  const { definition } = service;
  const needs = definition.signIn === 'required' ? 'catalogue.row.e-id' : 'catalogue.row.no-sign-in';
  return {
    name: <Say text={definition.title} />,
    href: request.url('service', { service: service.id }),
    answer: promiseText(definition, request),
    needs: request.t(needs),
  };
}

/** The row of what the town only lists: somebody else's service, or one that is not on the web yet. */
function listingRow({ id, title, provider }: Listing, request: Request): TimetableRow {
  const { t, url } = request;
  return {
    name: <Say text={title} />,
    href: url('service', { service: id }),
    answer: provider === undefined ? t('catalogue.row.talk') : <Say text={provider} />,
    needs: t(provider === undefined ? 'catalogue.row.call' : 'catalogue.row.elsewhere'),
  };
}

/** What was found, in either form. */
export function foundRow(found: Found, request: Request): TimetableRow {
  return 'service' in found ? timetableRow(found.service, request) : listingRow(found.listing, request);
}
