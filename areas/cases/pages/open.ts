import { logLook } from '#platform/access/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Request } from '#platform/web/index.ts';
import { hasInsight, type Insight, insightOf } from '../insight/insight.ts';
import { type CaseView, oneCase } from '../queries/mine.ts';

/** A case as one of its parties may see it. */
export interface PartyCase {
  readonly view: CaseView;
  /** What is in the file and not for this party, or not yet (OSL 10 kap. 3 §). */
  readonly withheld: readonly Insight[];
  /** Whether it has a party's insight (FL 10 §): not where the decision is appealed under KL 13 kap. (FL 2 §). */
  readonly insight: boolean;
  /** Whether a document or a note of the case, by its id, is for this party to open. */
  shows(item: string): boolean;
}

/**
 * Opens a case for one of its parties; anybody else's is a 404. That a guardian or an agent reads what concerns others
 * is a look, written in the same transaction; reading about oneself is none. The party sees everything that was added to
 * the case (FL 10 §), except what is withheld from it or waits to be tested (OSL 10 kap. 3 §, `cases.insight`); where the
 * decision is appealed under KL 13 kap. only what is its own, what went to it and the decisions (FL 2 §).
 */
export async function openForParty(
  request: Request,
  purpose: 'case' | 'task' = 'case',
  of?: string,
): Promise<PartyCase> {
  const { params, actor, db, now, requestId } = request;
  const id = of ?? params['case'] ?? '';
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
  const items = actor.kind === 'citizen' ? await insightOf(db, actor.principal, view.id) : [];
  const withheld = items.filter((one) => !one.shown);
  const insight = withheld.length === 0 || (await hasInsight(db, view.id));
  const shown = new Set(items.filter((one) => one.shown).map(({ item }) => item));
  return { view, withheld, insight, shows: (item) => shown.has(item) };
}
