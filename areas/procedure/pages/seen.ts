import type { CaseView } from '#areas/cases/index.ts';
import type { Request } from '#platform/web/index.ts';
import { type Situation, type Standing, standingOf } from '../situation.ts';

const seen = new WeakMap<Request, Map<CaseView, Promise<Standing>>>();

/** How a case stands as a page shows it: read once for all the parts of the page, of one moment. Who acts reads under a lock. */
export function standingSeen(request: Request, view: CaseView): Promise<Standing> {
  const known = seen.get(request) ?? new Map<CaseView, Promise<Standing>>();
  seen.set(request, known);
  const found = known.get(view) ?? standingOf(request.db, view, request.actor, request.now);
  known.set(view, found);
  return found;
}

/** The same with the version of its service. */
export async function situationSeen(
  request: Request,
  { view, service }: Pick<Situation, 'view' | 'service'>,
): Promise<Situation> {
  return { ...(await standingSeen(request, view)), service };
}
