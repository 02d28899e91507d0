import type { Request } from '#platform/web/index.ts';

/**
 * Days that a case may be past: a task's own, the service's promise, six months (FL 12 §), four weeks after a request
 * (FL 12 §), a day that the service's process has set, a week to hand over an appeal (FL 46 §), three months to carry out.
 */
export type Day = 'task' | 'promise' | 'six-months' | 'request' | 'set' | 'appeal' | 'unexecuted';

/** Why it stands, as far as the file says; a case may have several. The first is what it says first. */
export const REASONS = [
  'incident',
  'party',
  'opinion',
  'paused',
  'told',
  'absent',
  'unclaimed',
  'claimed',
  'nothing',
] as const;
export type Reason = (typeof REASONS)[number];

export interface LateFilter {
  readonly unit?: string | undefined;
  readonly service?: string | undefined;
  readonly reason?: Reason | undefined;
  /** The first page is 1. */
  readonly page: number;
}

/** As far as a list can be turned: who needs more narrows it. */
const LAST_PAGE = 1000;

/** What the address asks for; what no list knows is not asked. */
export function askedOf({ query }: Pick<Request, 'query'>, units: readonly string[]): LateFilter {
  const page = /^\d{1,4}$/.test(query['sida'] ?? '') ? Number(query['sida']) : 1;
  return {
    unit: units.find((id) => id === query['enhet']),
    service: query['tjanst']?.slice(0, 100) || undefined,
    reason: REASONS.find((name) => name === query['skal']),
    page: Math.min(Math.max(page, 1), LAST_PAGE),
  };
}

/** The query of a list's address, the same for the same list. */
export function queryOf({ unit, service, reason, page }: LateFilter): { readonly [name: string]: string } {
  const all = { enhet: unit, tjanst: service, skal: reason, sida: page === 1 ? undefined : String(page) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
