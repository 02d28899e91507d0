import type { Result } from '@torget/feel';
import { accept, type Fields, type JourneyOptions, journey, type PageError, validate } from '@torget/form';
import { type Db, transaction } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import { receivedOf } from './assist/letter.ts';
import { mustBeAssured } from './assured.ts';
import { closingOf } from './closing.ts';
import { type Draft, findDraft, type Owner, openSeal, registerOf, saveAnswers } from './draft.ts';
import { freeze } from './freeze.tsx';
import type { ApplicationsOptions } from './mount.ts';
import { feeDue } from './pay.ts';
import { bookTimes, send } from './send.ts';
import type { Sender } from './sender.ts';
import { sentBefore } from './sent.ts';
import { askToSign } from './signing/begin.ts';
import { type Round, signedRound } from './signing/rounds.ts';
import { asksForSignature } from './signing/signers.ts';
import { end } from './signing/take.ts';

/** What a press of "send" came to. `sent` also when another press did it: there is one application for a draft. */
export type Submission =
  | { readonly kind: 'sent'; readonly application: string }
  | { readonly kind: 'errors'; readonly errors: readonly PageError[] }
  /** The service asks for signatures first: the round in which they are given. */
  | { readonly kind: 'sign'; readonly round: string }
  /** The answers are not those that the person read: another window changed them. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'gone' }
  /** It is sent when this has been paid. */
  | { readonly kind: 'pay'; readonly payment: string };

/**
 * Sends a draft, in one transaction: the application frozen as it was read, the case opened and registered, the process
 * run until it waits, the files handed over, the draft gone. The draft is locked first, so that a double press waits
 * and then finds what the first one made. `read` is the hash of the answers that the person had before their eyes,
 * `declared` the fields of the closing page where that was asked with them. Where the service asks for both, it is signed
 * first and then paid.
 */
export async function submit(
  request: Sender,
  options: ApplicationsOptions,
  owner: Owner,
  draftId: string,
  read: string,
  declared?: Fields,
): Promise<Submission> {
  return transaction(request.db, async (tx): Promise<Submission> => {
    const found = await findDraft(tx, owner, draftId, request.now, 'lock');
    if (found === undefined) {
      const application = await sentBefore(tx, owner, draftId);
      return application === undefined ? { kind: 'gone' } : { kind: 'sent', application };
    }
    // What an officer fills in is the person's to confirm.
    if (found.assistedBy !== null && owner.confirmed === undefined) return { kind: 'changed' };
    const service = await options.catalogue.version(tx, found.version);
    mustBeAssured(owner.actor, service);
    // What came on paper is read as on the day it arrived.
    const around = { at: receivedOf(found.assisted?.letter, request.now), facts: found.facts };
    const declaring = declare(service, found, declared, around);
    if (!declaring.ok) return { kind: 'errors', errors: declaring.error };
    const draft = declaring.value;
    const valid = validate(service.form, draft.answers, around);
    if (!valid.ok) return { kind: 'errors', errors: valid.error };
    const way = journey(service.form, draft.answers, around);
    const signed = service.definition.signature === undefined ? undefined : await signedRound(tx, draft.id);
    const { frozen, hash } =
      signed === undefined ? freeze(service, way, around, request) : { frozen: signed.frozen, hash: signed.htmlHash };
    if (hash !== read) return { kind: 'changed' };
    const sending = { draft, service, frozen, hash, owner };
    // What is signed is sent as it was signed, by whoever began the round.
    const as = signed === undefined ? request : { ...request, actor: signed.actor, language: signed.language };
    if (signed === undefined) {
      // Money that arrives presses no button: whoever paid has signed before, or signs again.
      if (owner.paid !== undefined && asksForSignature(service, way, registerOf(draft), request.now))
        return { kind: 'changed' };
      const round = await askToSign(tx, request, options, { draft, service, way, frozen, htmlHash: hash });
      if (round !== undefined) {
        await keepDeclared(tx, found, draft, request.now);
        return { kind: 'sign', round };
      }
    }
    const due = await feeDue(tx, as, options, sending);
    if (due !== undefined) {
      await keepDeclared(tx, found, draft, request.now);
      await openSeal(tx, draft);
      return { kind: 'pay', payment: due };
    }
    const errors = await bookTimes(tx, draft, way, request.now);
    const over = signed === undefined || (await closeRound(tx, options, signed, errors.length === 0, request.now));
    if (errors.length > 0) return { kind: 'errors', errors };
    return over ? { kind: 'sent', application: await send(tx, as, options, sending) } : { kind: 'changed' };
  });
}

/** The draft with what was declared by the button that sends. */
function declare(
  service: Service,
  draft: Draft,
  fields: Fields | undefined,
  around: JourneyOptions,
): Result<Draft, readonly PageError[]> {
  const closing = closingOf(service.form, draft);
  if (closing === undefined || fields === undefined) return { ok: true, value: draft };
  const accepted = accept(service.form, closing.id, fields, { ...around, answers: draft.answers });
  if (accepted.kind !== 'again') return { ok: true, value: { ...draft, answers: accepted.answers } };
  return { ok: false, error: accepted.errors.map((error) => ({ ...error, page: closing.id })) };
}

/** What is not sent yet is sent later as it was declared now. */
async function keepDeclared(tx: Db, was: Draft, draft: Draft, now: string): Promise<void> {
  if (draft !== was) await saveAnswers(tx, was, draft.answers, now);
}

/** Ends the round of what is sent, before it is sent; one whose time somebody else has taken is no longer signed. */
function closeRound(tx: Db, options: ApplicationsOptions, round: Round, sent: boolean, now: string): Promise<boolean> {
  return end(tx, options, round, sent ? { how: 'sent', by: round.applicant } : { how: 'changed', by: null }, now);
}
