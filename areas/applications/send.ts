import { type Journey, journey, type PageError } from '@torget/form';
import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { afterCommit, type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { fileOf, submitDraftFiles } from '#platform/files/index.ts';
import type { Help } from './assist/assist.ts';
import { receivedOf } from './assist/letter.ts';
import { bookSlot, releaseSlots } from './bookings.ts';
import { type Draft, deleteDraft, registerOf, saveAnswers } from './draft.ts';
import { choicesIn, GONE } from './look-ups.ts';
import type { ApplicationsOptions } from './mount.ts';
import { usePaid } from './pay.ts';
import type { Sender } from './sender.ts';
import { actorOf, receiptHashOf, type Sending } from './sending.ts';
import { coApplicantsOf } from './signing/signers.ts';
import { filesIn } from './uploads.ts';

/** Books the times that the answers chose. One that somebody else has by now is taken out, so that its page asks again. */
export async function bookTimes(tx: Db, draft: Draft, way: Journey, now: string): Promise<readonly PageError[]> {
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

/** The help behind what is sent, with how the person confirmed it: she sends what was handed over to her herself. */
function helpIn({ draft, owner }: Sending, at: string): Help | undefined {
  if (draft.assisted === null) return undefined;
  return { ...draft.assisted, confirmed: owner.confirmed ?? { how: 'my-pages', at } };
}

/**
 * Makes the application of a draft, in the caller's transaction: the case opened and registered, the process run until it
 * waits, the files handed over, the draft gone. Resolves to the application's id.
 */
export async function send(tx: Db, request: Sender, options: ApplicationsOptions, sending: Sending): Promise<string> {
  const { draft, service, frozen, hash } = sending;
  const id = uuidv7();
  const { now } = request;
  const receivedAt = receivedOf(draft.assisted?.letter, now);
  const actor = actorOf(sending);
  const help = helpIn(sending, now);
  const day = legalDay(receivedAt).toString();
  const sent = filesIn(frozen.data);
  const scan = await scanOf(tx, request, draft);
  const files = [...sent, ...scan.filter((one) => !sent.some((file) => file.id === one.id))];
  const { caseId, caseNumber } = await options.openCase(tx, request.town, {
    applicationId: id,
    service,
    actor,
    ...(help === undefined ? {} : { help }),
    ...(sending.owner.subject === undefined ? {} : { subject: sending.owner.subject }),
    ...(draft.assistedBy === null || draft.principal === null ? {} : { applicant: draft.principal }),
    coApplicants: coApplicants(actor, request.now, sending),
    data: frozen.data,
    register: registerOf(draft),
    files,
    language: request.language,
    receivedAt,
    arrivalDay: day,
    enteredAt: now,
  });
  const receipt = receiptHashOf(draft, sending.owner);
  await pipelined(
    tx,
    sql`insert into applications.application
      (id, draft_id, service, service_version, party, principal, secret_hash, receipt_hash, frozen, html_hash, language,
       received_at, arrival_day, registered_at, case_id, case_number, assisted_by, assisted)
    values (${id}, ${draft.id}, ${draft.service}, ${draft.version}, ${draft.party}, ${draft.principal}, ${draft.secretHash},
      ${receipt}, ${JSON.stringify(frozen)}::jsonb, ${hash}, ${request.language}, ${receivedAt}::timestamptz, ${day}::date,
      ${now}::timestamptz, ${caseId}, ${caseNumber}, ${draft.assistedBy}::uuid,
      ${help === undefined ? null : JSON.stringify(help)}::jsonb)`,
  );
  await submitDraftFiles(
    tx,
    draft.id,
    caseId,
    files.map((file) => file.id),
  );
  if (service.definition.fee !== undefined) await usePaid(tx, draft.id, caseId, now);
  await releaseSlots(tx, draft.id);
  await deleteDraft(tx, draft.id);
  const done = { service: service.id, version: service.hash, kind: 'complete' } as const;
  afterCommit(tx, () => options.happened?.(done, now));
  return id;
}

/** The paper that it was filled in from, as a document of the case: as the person signed it. */
async function scanOf(
  tx: Db,
  { t }: Sender,
  { id, assisted }: Draft,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const file = assisted?.letter?.file;
  const kept = file === undefined ? undefined : await fileOf(tx, { draft: id }, file);
  return kept === undefined ? [] : [{ id: kept.id, title: t('applications.assist.paper-title') }];
}

/** Those who are to sign beside the applicant in the case: also when she has signed on paper, and an officer sends it. */
function coApplicants(actor: Actor, now: string, { draft, service }: Sending): readonly PartyId[] {
  const applicant = actor.kind === 'citizen' ? actor.principal : draft.assistedBy === null ? null : draft.principal;
  if (applicant === null || service.definition.signature === undefined) return [];
  const at = receivedOf(draft.assisted?.letter, now);
  const way = journey(service.form, draft.answers, { at, facts: draft.facts });
  return coApplicantsOf({ service, way, register: registerOf(draft), applicant, now: at });
}
