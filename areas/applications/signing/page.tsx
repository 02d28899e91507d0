import { logLook } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Proof } from '#platform/identity/index.ts';
import { text } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { sentBefore, toReceipt } from '../sent.ts';
import { submit } from '../submit.ts';
import { documentText } from './document.ts';
import {
  anyProtected,
  isComplete,
  LONGEST_REASON,
  type Round,
  roundFor,
  type Signer,
  signersIn,
  turn,
} from './rounds.ts';
import { signPage } from './sign.page.tsx';
import { end, takeSignature } from './take.ts';
import { shownToSign } from './withhold.ts';

export function signUrl(request: Request, round: string, more: { readonly [name: string]: string } = {}): string {
  return request.url('application.sign', { signing: round, ...more });
}

/** A round as somebody sees it who has a part in it. */
export interface OpenedRound {
  readonly round: Round;
  readonly signers: readonly Signer[];
  readonly me: Signer;
  /** It is this person's turn to sign. */
  readonly asked: boolean;
  /** All have signed, and what is left is to pay. */
  readonly unpaid: boolean;
  /** Who applied sees all. Another does not see what was written once somebody beside her is protected (OSL 21:3). */
  readonly sees: 'all' | 'chosen';
}

async function open(request: Request): Promise<OpenedRound> {
  const { db, actor, params } = request;
  const round = await roundFor(db, actor, params['signing'] ?? '');
  const signers = round === undefined ? [] : await signersIn(db, round.id);
  const me = actor.kind === 'citizen' ? signers.find(({ party }) => party === actor.party) : undefined;
  if (round === undefined || me === undefined) throw new NotFound('no such round of this person');
  const unpaid = round.how === null && isComplete(round, signers);
  const beside = signers.filter((signer) => signer !== me).map(({ party }) => party);
  const sees = me.place > 0 && (await anyProtected(db, beside)) ? 'chosen' : 'all';
  return { round, signers, me, unpaid, sees, asked: round.how === null && !unpaid && turn(signers).includes(me) };
}

/** What is signed, who signs and how far it has come. Who is not the applicant is noted as having looked. */
export async function showSigning(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await open(request);
  const { round, me } = opened;
  if (round.how === 'sent' && me.place === 0) {
    const owner = { actor: request.actor, secret: undefined };
    const application = await sentBefore(request.db, owner, round.draft);
    if (application !== undefined) return toReceipt(request, owner, round.draft, application);
  }
  const { actor, now: at, requestId } = request;
  const look = { kind: 'OPENED', actor, at, purpose: 'task', subject: round.applicant, requestId } as const;
  await transaction(request.db, (tx) => logLook(tx, [look]));
  const service = await options.catalogue.readable(request.db, round.version);
  return signPage(request, service, opened, {});
}

/** Signs, refuses with a reason, or takes the round back. */
export async function actOnSigning(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const opened = await open(request);
  const { round, me, asked } = opened;
  const what = field(request.fields, 'gor');
  const here: Answer = { kind: 'redirect', to: signUrl(request, round.id) };
  if (round.how !== null) return here;
  if (what === 'tillbaka' && me.place === 0) {
    const by = me.party;
    await transaction(request.db, (tx) => end(tx, options, round, { how: 'withdrawn', by }, request.now));
    const goesOn = (await options.catalogue.readable(request.db, round.version)) !== undefined;
    return { kind: 'redirect', to: goesOn ? draftUrl(request, round) : request.url('my-pages') };
  }
  if (what === 'neka' && me.place > 0 && me.signedAt === null) {
    const reason = field(request.fields, 'skal', LONGEST_REASON + 1);
    if (reason === '' || reason.length > LONGEST_REASON) {
      const service = await options.catalogue.readable(request.db, round.version);
      return signPage(request, service, opened, { reason: reason === '' ? 'missing' : 'long' });
    }
    const refusal = { how: 'refused', by: me.party, reason } as const;
    await transaction(request.db, (tx) => end(tx, options, round, refusal, request.now));
    return here;
  }
  if (what === 'betala' && me.place === 0 && opened.unpaid) return toPay(request, options, round);
  return what === 'skriv' && asked ? sendToSign(request, options, round, opened.sees) : here;
}

/** To the payment of what all have signed; to the receipt where it is paid already. */
async function toPay(request: Request, options: ApplicationsOptions, round: Round): Promise<Answer> {
  const { draft, service, htmlHash } = round;
  const owner = { actor: request.actor, secret: undefined };
  const outcome = await submit(request, options, owner, draft, htmlHash);
  if (outcome.kind === 'sent') return toReceipt(request, owner, draft, outcome.application);
  if (outcome.kind === 'pay') return { kind: 'redirect', to: request.url('application.pay', { service, draft }) };
  return { kind: 'redirect', to: draftUrl(request, round) };
}

/** To the e-ID, with the very text that is on the page. */
export async function sendToSign(
  request: Request,
  options: ApplicationsOptions,
  round: Round,
  sees: OpenedRound['sees'] = 'all',
): Promise<Answer> {
  const { signing } = options;
  if (signing === undefined) throw new NotFound('no e-ID to sign with');
  const service = await options.catalogue.version(request.db, round.version);
  const title = text(service.definition.title, request.language);
  const document = {
    signed: { kind: SIGNED_KIND, id: round.id },
    hash: round.hash,
    text: documentText(title, shownToSign(round.frozen.pages, sees, request), request),
  };
  return signing.sign(request, document, signUrl(request, round.id));
}

/** The kind under which a signature of a round comes back. */
export const SIGNED_KIND = 'application';

/** What the e-ID's signature of a round leads to, in the transaction that takes it. */
export async function roundSigned(
  tx: Db,
  request: Request,
  options: ApplicationsOptions,
  proof: Proof,
): Promise<Answer> {
  const taken = await takeSignature(tx, request, options, proof);
  const round = proof.signed.id;
  if (taken.kind === 'refused') return { kind: 'redirect', to: signUrl(request, round, { fel: taken.why }) };
  const applied =
    request.actor.kind === 'citizen' && taken.kind === 'pay' && taken.round.applicant === request.actor.party;
  if (taken.kind === 'pay' && applied) return toPay({ ...request, db: tx }, options, taken.round);
  if (taken.kind !== 'sent') return { kind: 'redirect', to: signUrl(request, round) };
  const owner = { actor: request.actor, secret: undefined };
  const mine = await sentBefore(tx, owner, taken.draft);
  return mine === undefined
    ? { kind: 'redirect', to: signUrl(request, round) }
    : toReceipt(request, owner, taken.draft, mine);
}

function draftUrl(request: Request, round: Round): string {
  return request.url('application.check', { service: round.service, draft: round.draft });
}
