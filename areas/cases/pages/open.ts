import { logLook } from '#platform/access/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Request } from '#platform/web/index.ts';
import { type CaseView, oneCase } from '../queries/mine.ts';

/** A case as one of its parties may see it. */
export interface PartyCase {
  readonly view: CaseView;
  /** Whether a document of the case is for this party to open without asking. */
  shows(document: { readonly kind: string }): boolean;
}

/**
 * Opens a case for one of its parties; anybody else's is a 404. That a guardian or an agent reads what concerns others
 * is a look, written in the same transaction; reading about oneself is none. What the registers said of the applicant,
 * address and all, is shown to the applicant only, and so is everything that was sent in where a party is protected:
 * another party's right to it (FL 10 §, OSL 10 kap. 3 § and 21 kap. 3 §) is for an officer to weigh.
 */
export async function openForParty(request: Request, purpose: 'case' | 'task' = 'case'): Promise<PartyCase> {
  const { params, actor, db, now, requestId } = request;
  const id = params['case'] ?? '';
  const view = await transaction(db, async (tx) => {
    const found = isUuid(id) ? await oneCase(tx, actor, id) : undefined;
    if (found === undefined) throw new NotFound(`no case ${id} for this party`);
    const look = { kind: 'OPENED', actor, at: now, purpose, caseId: id, requestId } as const;
    await logLook(
      tx,
      [...new Set(found.parties.map((party) => party.party))].map((subject) => ({ ...look, subject })),
    );
    return found;
  });
  const principal = actor.kind === 'citizen' ? actor.principal : undefined;
  const applied = view.parties.some(({ party, role }) => party === principal && role === 'applicant');
  return {
    view,
    shows: ({ kind }) => applied || kind === 'letter' || (!view.protected && kind !== 'register'),
  };
}
