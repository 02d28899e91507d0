import { type Journey, journey, type PageError, validate } from '@torget/form';
import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { arrivalDay } from '#platform/calendar/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { submitDraftFiles } from '#platform/files/index.ts';
import type { Service } from '#platform/town/index.ts';
import { mustBeAssured } from './assured.ts';
import { bookSlot, releaseSlots } from './bookings.ts';
import { type Draft, deleteDraft, findDraft, type Owner, registerOf, saveAnswers } from './draft.ts';
import { type Frozen, freeze } from './freeze.tsx';
import { choicesIn, GONE } from './look-ups.ts';
import type { ApplicationsOptions } from './mount.ts';
import { isTraceless } from './owner.ts';
import { receiptToken, secretHash } from './secret.ts';
import type { Sender } from './sender.ts';
import { sentBefore } from './sent.ts';
import { filesIn } from './uploads.ts';

/** What a press of "send" came to. `sent` also when another press did it: there is one application for a draft. */
export type Submission =
  | { readonly kind: 'sent'; readonly application: string }
  | { readonly kind: 'errors'; readonly errors: readonly PageError[] }
  /** The answers are not those that the person read: another window changed them. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'gone' };

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
    const errors = await bookTimes(tx, draft, way, request.now);
    if (errors.length > 0) return { kind: 'errors', errors };
    return { kind: 'sent', application: await send(tx, request, options, { draft, service, frozen, hash, owner }) };
  });
}

/** Books the times that the answers chose. One that somebody else has by now is taken out, so that its page asks again. */
async function bookTimes(tx: Db, draft: Draft, way: Journey, now: string): Promise<readonly PageError[]> {
  const errors: PageError[] = [];
  for (const { page, visible } of way.pages) {
    const asked = page.questions.filter(({ id }) => visible.includes(id));
    for (const choice of choicesIn(draft.id, asked, draft.answers)) {
      if (await bookSlot(tx, choice, now)) continue;
      const field = choice.question;
      errors.push({ page: page.id, field, pointer: `/${field}`, rule: 'appointment-gone', message: GONE });
      await saveAnswers(tx, draft, { ...draft.answers, [field]: null }, now);
    }
  }
  return errors;
}

interface Sending {
  readonly draft: Draft;
  readonly service: Service;
  readonly frozen: Frozen;
  readonly hash: string;
  readonly owner: Owner;
}

async function send(tx: Db, request: Sender, options: ApplicationsOptions, sending: Sending): Promise<string> {
  const { draft, service, frozen, hash } = sending;
  const id = uuidv7();
  const receivedAt = request.now;
  const day = arrivalDay(Temporal.Instant.from(receivedAt)).toString();
  const { caseId, caseNumber } = await options.openCase(tx, request.town, {
    applicationId: id,
    service,
    actor: actorOf(sending),
    data: frozen.data,
    register: registerOf(draft),
    files: filesIn(frozen.data),
    language: request.language,
    receivedAt,
    arrivalDay: day,
  });
  const secret = draft.secretHash === null ? undefined : sending.owner.secret;
  const receipt = secret === undefined ? null : secretHash(receiptToken(secret, draft.id));
  await sql`insert into applications.application
      (id, draft_id, service, service_version, party, principal, secret_hash, receipt_hash, frozen, html_hash, language,
       received_at, arrival_day, registered_at, case_id, case_number)
    values (${id}, ${draft.id}, ${draft.service}, ${draft.version}, ${draft.party}, ${draft.principal}, ${draft.secretHash},
      ${receipt}, ${JSON.stringify(frozen)}::jsonb, ${hash}, ${request.language}, ${receivedAt}::timestamptz, ${day}::date,
      ${receivedAt}::timestamptz, ${caseId}, ${caseNumber})`.execute(tx);
  await submitDraftFiles(
    tx,
    draft.id,
    caseId,
    filesIn(frozen.data).map((file) => file.id),
  );
  await releaseSlots(tx, draft.id);
  await deleteDraft(tx, draft.id);
  return id;
}

/** Who sends: the draft's owner, and nobody at all where the service keeps no names. */
function actorOf({ draft, service, owner }: Sending): Actor {
  const mine = owner.actor.kind === 'citizen' && draft.party === (owner.actor.party as PartyId);
  return mine && !isTraceless(service) ? owner.actor : { kind: 'anonymous' };
}
