import { journey } from '@torget/form';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Proof } from '#platform/identity/index.ts';
import { findDraft } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { giveBackOther, owed } from '../pay.ts';
import { bookTimes, send } from '../send.ts';
import type { Sender } from '../sender.ts';
import { endRound, isComplete, type Round, roundOf, type Signer, signersIn, turn } from './rounds.ts';
import { keepSignature } from './signature.ts';
import { tell } from './tell.ts';

/** What a signature came to. */
export type Taken =
  /** It was the last one: the application is sent. */
  | { readonly kind: 'sent'; readonly application: string; readonly draft: string }
  /** Others are still to sign. */
  | { readonly kind: 'waits' }
  /** It was the last one, and the fee is left: whoever applied pays it, and then it is sent. */
  | { readonly kind: 'pay'; readonly round: Round }
  /** It counts for nothing: the round is over, the text another, the person nobody of the signers, the level too low. */
  | { readonly kind: 'refused'; readonly why: 'over' | 'not-asked' | 'level' };

const LEVELS: readonly string[] = ['loa1', 'loa2', 'loa3', 'loa4'];

/**
 * Takes a signature that the e-ID has proved, in the caller's transaction. The draft is locked first, as when it is
 * sent, so that two last signatures at once send it once. With the last one the application is sent as it was signed,
 * once its fee is paid.
 */
export async function takeSignature(
  tx: Db,
  sender: Sender,
  options: ApplicationsOptions,
  proof: Proof,
): Promise<Taken> {
  const known = await roundOf(tx, proof.signed.id);
  if (known === undefined) return { kind: 'refused', why: 'over' };
  const owner = { actor: known.actor, secret: undefined };
  const draft = await findDraft(tx, owner, known.draft, sender.now, 'lock');
  const round = await roundOf(tx, known.id);
  if (draft === undefined || round === undefined || round.how !== null || round.hash !== proof.hash)
    return { kind: 'refused', why: 'over' };
  const service = await options.catalogue.version(tx, draft.version);
  const { assurance } = service.definition;
  if (LEVELS.indexOf(proof.level) < LEVELS.indexOf(assurance)) return { kind: 'refused', why: 'level' };
  const before = await signersIn(tx, round.id);
  const signer = before.find(({ party }) => party === proof.party);
  if (signer === undefined) return { kind: 'refused', why: 'not-asked' };
  // Whoever has signed before has signed: the second time is the first.
  const complete = isComplete(round, before);
  if (signer.signedAt === null && (complete || !turn(before).includes(signer)))
    return { kind: 'refused', why: 'not-asked' };
  await keepSignature(tx, sender.town.id, draft.id, proof);
  const signers = await signersIn(tx, round.id);
  if (!isComplete(round, signers)) {
    await askNext(tx, options, round, signers, sender.now);
    return { kind: 'waits' };
  }
  if ((await owed(tx, options, { draft, service, frozen: round.frozen }, sender.now)) !== null) {
    const payer = proof.party === round.applicant || complete ? [] : [round.applicant];
    await tell(tx, options, payer, 'pay', sender.now);
    return { kind: 'pay', round };
  }
  const way = journey(service.form, draft.answers, { at: sender.now, facts: draft.facts });
  const errors = await bookTimes(tx, draft, way, sender.now);
  if (errors.length > 0) {
    await end(tx, options, round, { how: 'changed', by: null }, sender.now);
    return { kind: 'refused', why: 'over' };
  }
  const as = { ...sender, actor: round.actor, language: round.language };
  const { frozen, htmlHash } = round;
  await giveBackOther(tx, options, { draft, service, frozen }, sender.now);
  // Ended first: who withdraws or refuses at the same moment comes before or after it, never beside it.
  const ended = await end(tx, options, round, { how: 'sent', by: proof.party }, sender.now);
  if (!ended) return { kind: 'refused', why: 'over' };
  const application = await send(tx, as, options, { draft, service, frozen, hash: htmlHash, owner });
  return { kind: 'sent', application, draft: draft.id };
}

/** Asks those whose turn has come, once. */
async function askNext(
  tx: Db,
  options: ApplicationsOptions,
  round: Round,
  signers: readonly Signer[],
  now: string,
): Promise<void> {
  const asked = turn(signers).filter(({ askedAt }) => askedAt === null);
  if (asked.length === 0) return;
  const parties = asked.map(({ party }) => party);
  await sql`update applications.signer set asked_at = ${now}::timestamptz
    where signing_id = ${round.id} and party = any(${parties}::uuid[])`.execute(tx);
  await tell(tx, options, parties, 'asked', now);
}

/** Ends a round and tells everybody who has a part in it, except who did it. */
export async function end(
  tx: Db,
  options: ApplicationsOptions,
  round: Pick<Round, 'id'>,
  {
    how,
    by,
    reason,
  }: { readonly how: NonNullable<Round['how']>; readonly by: PartyId | null; readonly reason?: string },
  now: string,
): Promise<boolean> {
  if (!(await endRound(tx, round.id, { how, by, at: now, ...(reason === undefined ? {} : { reason }) }))) return false;
  const parties = (await signersIn(tx, round.id))
    .filter(({ place, askedAt, party }) => (place === 0 || askedAt !== null) && party !== by)
    .map(({ party }) => party);
  await tell(tx, options, parties, how, now);
  return true;
}
