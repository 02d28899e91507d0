import { kinOf, logLook } from '#platform/access/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { relatedTo } from './related.ts';
import type { RelatedCase } from './section.tsx';

/**
 * The cases that this one is related to, as the page tells of them. That they are told of is a look at those whose they
 * are, one row for all of them.
 */
export async function relatedCases(
  request: Request,
  { catalogue }: CasesOptions,
  caseId: string,
): Promise<readonly RelatedCase[]> {
  const { db, actor, now, requestId } = request;
  if (actor.kind !== 'staff') return [];
  const found = await relatedTo(db, actor, await kinOf(db, actor.party), caseId);
  const subjects = [...new Set(found.flatMap(({ parties }) => parties))];
  if (subjects.length > 0)
    await logLook(db, [{ kind: 'LISTED', actor, at: now, purpose: 'case', subjects, caseId, requestId }]);
  const read = found.map(async (one) => ({ ...one, service: await catalogue.readable(db, one.version) }));
  return Promise.all(read);
}
