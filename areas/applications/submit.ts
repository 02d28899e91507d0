import { journey, type PageError, validate } from '@torget/form';
import { transaction } from '#platform/database/index.ts';
import { mustBeAssured } from './assured.ts';
import { findDraft, type Owner } from './draft.ts';
import { freeze } from './freeze.tsx';
import type { ApplicationsOptions } from './mount.ts';
import { feeDue } from './pay.ts';
import { bookTimes, send } from './send.ts';
import type { Sender } from './sender.ts';
import { sentBefore } from './sent.ts';
import { askToSign } from './signing/begin.ts';

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
 * and then finds what the first one made. `read` is the hash of the answers that the person had before their eyes.
 */
export async function submit(
  request: Sender,
  options: ApplicationsOptions,
  owner: Owner,
  draftId: string,
  read: string,
): Promise<Submission> {
  return transaction(request.db, async (tx): Promise<Submission> => {
    const draft = await findDraft(tx, owner, draftId, request.now, 'lock');
    if (draft === undefined) {
      const application = await sentBefore(tx, owner, draftId);
      return application === undefined ? { kind: 'gone' } : { kind: 'sent', application };
    }
    const service = await options.catalogue.version(tx, draft.version);
    mustBeAssured(owner.actor, service);
    const around = { at: request.now, facts: draft.facts };
    const valid = validate(service.form, draft.answers, around);
    if (!valid.ok) return { kind: 'errors', errors: valid.error };
    const way = journey(service.form, draft.answers, around);
    const { frozen, hash } = freeze(service, way, around, request);
    if (hash !== read) return { kind: 'changed' };
    const due = await feeDue(tx, request, options, { draft, service, frozen, hash, owner });
    if (due !== undefined) return { kind: 'pay', payment: due };
    const round = await askToSign(tx, request, options, { draft, service, way, frozen, htmlHash: hash });
    if (round !== undefined) return { kind: 'sign', round };
    const errors = await bookTimes(tx, draft, way, request.now);
    if (errors.length > 0) return { kind: 'errors', errors };
    return { kind: 'sent', application: await send(tx, request, options, { draft, service, frozen, hash, owner }) };
  });
}
