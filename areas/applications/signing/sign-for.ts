import type { CaseId } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { caseOf } from '../send-whole.ts';
import type { Sender } from '../sender.ts';
import { submit } from '../submit.ts';
import { documentHash } from './document.ts';
import { applicationOf } from './in-case.tsx';
import { SIGNED_KIND } from './page.tsx';
import { type Round, roundOf } from './rounds.ts';
import { keepSignature } from './signature.ts';
import { type Taken, takeSignature } from './take.ts';

export type SignedFor =
  | Exclude<Taken, { readonly kind: 'sent' | 'pay' }>
  /** All have signed, and this is to be paid by whoever applied. */
  | { readonly kind: 'pay'; readonly payment: string }
  | { readonly kind: 'sent'; readonly application: string; readonly caseId: CaseId };

/**
 * Signs a round as the sender, who has proved who she is in some other way than by a browser at the e-ID: the examples of
 * a service. What follows is what follows a signature of the e-ID.
 */
export async function signFor(sender: Sender, options: ApplicationsOptions, id: string): Promise<SignedFor> {
  const { actor, now } = sender;
  const round = await roundOf(sender.db, id);
  if (round === undefined || actor.kind !== 'citizen') return { kind: 'refused', why: 'over' };
  const proof = {
    signed: { kind: SIGNED_KIND, id },
    hash: round.hash,
    party: actor.party,
    level: actor.assurance,
    provider: 'examples',
    at: now,
    evidence: 'examples',
  };
  return transaction(sender.db, async (tx): Promise<SignedFor> => {
    const taken = await takeSignature(tx, { ...sender, db: tx }, options, proof);
    if (taken.kind === 'pay') return toPay({ ...sender, db: tx }, options, taken.round);
    if (taken.kind !== 'sent') return taken;
    const caseId = await caseOf(tx, taken.application);
    return caseId === undefined
      ? { kind: 'refused', why: 'over' }
      : { kind: 'sent', application: taken.application, caseId };
  });
}

async function toPay(sender: Sender, options: ApplicationsOptions, round: Round): Promise<SignedFor> {
  const { actor, language, draft, htmlHash } = round;
  const owner = { actor, secret: undefined };
  const outcome = await submit({ ...sender, actor, language }, options, owner, draft, htmlHash);
  return outcome.kind === 'pay' ? outcome : { kind: 'refused', why: 'over' };
}

/** As `signFor`, of the application of a case in one of its tasks. */
export async function signTaskFor(sender: Sender, caseId: string, task: string): Promise<void> {
  const { actor, db, now, town } = sender;
  const row = await applicationOf(db, caseId);
  if (row === undefined || actor.kind !== 'citizen') return;
  const hash = await documentHash(db, row.frozen, row.htmlHash);
  const proof = {
    signed: { kind: 'task', id: task },
    ...{ hash, party: actor.party, level: actor.assurance, provider: 'examples', at: now, evidence: 'examples' },
  };
  await transaction(db, (tx) => keepSignature(tx, town.id, row.draft, proof, task));
}
