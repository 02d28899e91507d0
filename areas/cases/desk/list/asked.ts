import { isUuid } from '#platform/database/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { WorkPlace } from '../../queries/work.ts';
import { DEADLINES, STANDINGS, WORK_ORDERS, WORK_VIEWS, type WorkFilter } from '../../queries/work-filter.ts';

/** What a list's address asks for. What no list knows is not asked: an address that is old or typed shows more, not less. */
export function askedOf({ query, town, actor, now }: Pick<Request, 'query' | 'town' | 'actor' | 'now'>): WorkFilter {
  const roles = actor.kind === 'staff' ? actor.roles : [];
  return {
    view: WORK_VIEWS.find((name) => name === query['vy']) ?? 'enheten',
    text: (query['q'] ?? '').trim().slice(0, 100),
    service: query['tjanst']?.slice(0, 100) || undefined,
    role: town.roles.map(({ id }) => id).find((id) => id === query['roll'] && roles.includes(id)),
    deadline: DEADLINES.find((name) => name === query['frist']),
    step: query['steg']?.slice(0, 100) || undefined,
    standing: STANDINGS.find((name) => name === query['lage']),
    order: WORK_ORDERS.find((name) => name === query['ordning']) ?? 'frist',
    now,
  };
}

/** The query of a list's address, the same for the same list. */
export function queryOf(filter: WorkFilter): { readonly [name: string]: string } {
  const { view, text, service, role, deadline, standing, step, order } = filter;
  const all = {
    vy: view === 'enheten' ? undefined : view,
    tjanst: service,
    roll: role,
    frist: deadline,
    steg: step,
    lage: standing,
    ordning: order === 'frist' ? undefined : order,
    q: text === '' ? undefined : text,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Whether anything is asked beside the view and the order. */
export function isNarrowed({ text, service, role, deadline, standing, step }: WorkFilter): boolean {
  return text !== '' || [service, role, deadline, standing, step].some((asked) => asked !== undefined);
}

const SEPARATOR = '~';
const INSTANT = /^(infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/;

/** The row that the next page begins after, as an address carries it. */
export function afterText({ at, rank, id }: WorkPlace): string {
  return [at, rank, id].join(SEPARATOR);
}

/** The row of an address; undefined when it is none. */
export function afterOf({ query }: Pick<Request, 'query'>): WorkPlace | undefined {
  const [at = '', rank = '', id = ''] = (query['efter'] ?? '').split(SEPARATOR);
  return INSTANT.test(at) && /^-?\d{1,9}$/.test(rank) && isUuid(id) ? { at, rank: Number(rank), id } : undefined;
}
