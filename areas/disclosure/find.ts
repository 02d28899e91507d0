import { type CaseFile, type CaseView, caseFile, caseIdOf, oneCase } from '#areas/cases/index.ts';
import { kinOf, logLook } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { field, type Request } from '#platform/web/index.ts';

/** Name of the query with the number of the case that a document is looked for in. */
export const LOOKED_IN = 'handling';
/** Name of the query with the number of the request that a document is chosen for: it goes along until it is released. */
export const CHOSEN_FOR = 'begaran';

export interface FoundCase {
  readonly view: CaseView;
  /** Those that can be copied from. */
  readonly documents: CaseFile['documents'];
}

/** A document that a copy can be made from: no copy itself, and not held back by the scanner. */
export function canBeCopied({ kind, standing }: CaseFile['documents'][number]): boolean {
  return kind !== 'masked' && kind !== 'released' && standing === null;
}

/**
 * The case with the number that the address asks for, with its documents, for an officer who may open it; what she may not
 * open is not there. That it was listed is seen by those whose case it is.
 */
export async function findCase(request: Request): Promise<FoundCase | undefined> {
  const { db, actor, query, now, requestId } = request;
  const number = field({ number: [query[LOOKED_IN] ?? ''] }, 'number', 40).toUpperCase();
  if (actor.kind !== 'staff' || number === '') return undefined;
  return transaction(db, async (tx) => {
    const id = await caseIdOf(tx, number);
    const view = id === undefined ? undefined : await oneCase(tx, actor, id, await kinOf(tx, actor.party));
    if (view === undefined) return undefined;
    const subjects = [...new Set(view.parties.map(({ party }) => party))];
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'case', subjects, requestId }]);
    return { view, documents: (await caseFile(tx, view.id)).documents.filter(canBeCopied) };
  });
}
