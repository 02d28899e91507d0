import { after, before, type Form, type Journey, titleOf } from '@torget/form';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Draft } from './draft.ts';

/** Set in the address of a page that was opened from "change" on the check page: continuing leads back there. */
export const FROM_CHECK = { fran: 'granska' } as const;

export function isFromCheck(request: Request): boolean {
  return request.query['fran'] === FROM_CHECK.fran;
}

/** Address of a page of the draft. */
export function pageUrl(
  request: Request,
  draft: Draft,
  page: string,
  more: { readonly [name: string]: string } = {},
): string {
  return request.url('application.page', { service: draft.service, draft: draft.id, page, ...more });
}

export function checkUrl(request: Request, draft: Draft): string {
  return request.url('application.check', { service: draft.service, draft: draft.id });
}

/** The page id of the stop: it is an address like the pages', so that "back" works. */
export const STOP = 'stopp';

/** Address of where a journey says one should be. */
export function nextUrl(request: Request, draft: Draft, next: Journey['next']): string {
  if ('page' in next) return pageUrl(request, draft, next.page);
  return 'stop' in next ? pageUrl(request, draft, STOP) : checkUrl(request, draft);
}

/** Where "continue" leads: back to the check when one came from there and nothing is missing, else onwards. */
export function onwards(request: Request, draft: Draft, journey: Journey, page: string): string {
  if (isFromCheck(request)) {
    const { next } = journey;
    return 'page' in next ? pageUrl(request, draft, next.page, FROM_CHECK) : nextUrl(request, draft, next);
  }
  return nextUrl(request, draft, after(journey, page));
}

/** Where "back" leads: the page before, the check one came from, the service on the first page. */
export function backwards(request: Request, draft: Draft, journey: Journey, page: string): string {
  if (isFromCheck(request) && !('page' in journey.next)) return checkUrl(request, draft);
  const previous = before(journey, page);
  return previous === undefined
    ? request.url('service', { service: draft.service })
    : pageUrl(request, draft, previous);
}

/** The journey in stations: the sections of the form, or its pages, and the check. */
export interface Stations {
  readonly names: readonly string[];
  readonly current: number;
}

/** `page` undefined stands on the check. */
export function stations(request: Request, form: Form, journey: Journey, page: string | undefined): Stations {
  const { language, t } = request;
  const names: string[] = [];
  let current = -1;
  let last: string | undefined;
  for (const each of journey.pages) {
    const { section } = each.page;
    if (section === undefined || section !== last) {
      names.push(
        text(section === undefined ? titleOf(each.page) : (form.sections[section] ?? titleOf(each.page)), language),
      );
    }
    last = section;
    if (each.page.id === page) current = names.length - 1;
  }
  names.push(t('applications.page.check-step'));
  return { names, current: current < 0 ? names.length - 1 : current };
}
