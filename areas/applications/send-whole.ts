import { type Answers, journey } from '@torget/form';
import { sql } from 'kysely';
import type { CaseId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Begun } from './begin.ts';
import { type Draft, findDraft, saveAnswers, saveFacts } from './draft.ts';
import { freeze } from './freeze.tsx';
import { factsOfAnswers } from './look-ups.ts';
import type { ApplicationsOptions } from './mount.ts';
import type { Sender } from './sender.ts';
import { type Submission, submit } from './submit.ts';

/** The draft that was begun, as its owner sees it; undefined when it is gone. */
export function begunDraft(sender: Sender, { owner, id }: Begun): Promise<Draft | undefined> {
  return findDraft(sender.db, owner, id, sender.now);
}

export type WholeSubmission =
  | Exclude<Submission, { readonly kind: 'sent' }>
  | { readonly kind: 'sent'; readonly application: string; readonly caseId: CaseId };

/**
 * Answers all of a draft at once and sends it, the way the check page does: what is sent is what would have been read
 * there. For senders that have no pages.
 */
export async function sendWhole(
  sender: Sender,
  options: ApplicationsOptions,
  service: Service,
  begun: Begun,
  answers: Answers,
): Promise<WholeSubmission> {
  const draft = await begunDraft(sender, begun);
  if (draft === undefined || !(await saveAnswers(sender.db, draft, answers, sender.now))) return { kind: 'gone' };
  const whole = { draft, service, options: { at: sender.now, facts: draft.facts } };
  const facts = await factsOfAnswers(sender.db, whole, answers, options);
  await saveFacts(sender.db, draft, facts);
  const around = { at: sender.now, facts };
  const { hash } = freeze(service, journey(service.form, answers, around), around, sender);
  const outcome = await submit(sender, options, begun.owner, begun.id, hash);
  if (outcome.kind !== 'sent') return outcome;
  const caseId = await caseOf(sender.db, outcome.application);
  return caseId === undefined ? { kind: 'gone' } : { ...outcome, caseId };
}

/** The case that an application opened. */
export async function caseOf(db: Db, application: string): Promise<CaseId | undefined> {
  const { rows } = await sql<{ case_id: CaseId }>`select case_id from applications.application
    where id = ${application}`.execute(db);
  return rows[0]?.case_id;
}
