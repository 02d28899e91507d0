import type { TimetableRow } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { promiseText } from './promise.ts';

/** One row of the timetable: what, how soon, what you need. */
export function timetableRow(service: Service, request: Request): TimetableRow {
  const { definition } = service;
  const needs = definition.signIn === 'required' ? 'catalogue.row.e-id' : 'catalogue.row.no-sign-in';
  return {
    name: text(definition.title, request.language),
    href: request.url('service', { service: service.id }),
    answer: promiseText(definition, request),
    needs: request.t(needs),
  };
}
