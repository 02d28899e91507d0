import type { Form } from '@torget/form';
import { type Db, transaction } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { submitDraftFiles } from '#platform/files/index.ts';
import type { Request } from '#platform/web/index.ts';
import { addAttachment } from './documents.ts';
import type { FieldState, ReadForm } from './forms.ts';
import type { CasesOptions } from './mount.ts';

/** An open task with the form that asks its questions; the caller has asked whether the actor may do it. */
export interface AskedTask {
  readonly id: string;
  readonly caseId: string;
  readonly form: Form | undefined;
  readonly facts: FieldState['facts'];
}

type Taken = Extract<ReadForm, { ok: true }>;

const NOTHING: Taken = { ok: true, json: {}, feel: {}, files: [], typed: {} };

/** Reads the answers of a task; a task without a form has none. */
export async function readTask(request: Request, options: CasesOptions, task: AskedTask): Promise<ReadForm> {
  if (task.form === undefined) return NOTHING;
  return options.forms.read(request, task.form, { facts: task.facts, owner: task.id });
}

/** Takes the answers of a task: the process goes on, and the files they name become documents of the case. */
export async function takeAnswers(
  tx: Db,
  { actor, now }: Pick<Request, 'actor' | 'now'>,
  { runtime }: CasesOptions,
  { id, caseId }: AskedTask,
  read: Taken,
): Promise<void> {
  const by = actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null;
  await runtime.completeTask(tx, id, read, actor);
  await submitDraftFiles(
    tx,
    id,
    caseId,
    read.files.map((file) => file.id),
  );
  for (const file of read.files) await addAttachment(tx, { caseId, fileId: file.id, title: file.title, by, at: now });
}

/**
 * Takes what was sent for a task, in one transaction; or gives what to mend. A second press finds the task done, which is no
 * fault of the person.
 */
export async function answerTask(
  request: Request,
  options: CasesOptions,
  task: AskedTask,
): Promise<Exclude<ReadForm, { ok: true }> | undefined> {
  const read = await readTask(request, options, task);
  if (!read.ok) return read;
  await onceDone(() => transaction(request.db, (tx) => takeAnswers(tx, request, options, task, read)));
  return undefined;
}

/** Does it, unless the task is done already. */
async function onceDone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TorgetError && error.code === 'task-done')) throw error;
  }
}

/** Whether the form asks for files: then it is sent in parts. */
export function asksForFiles(form: Form | undefined): boolean {
  const questions = form?.pages.flatMap((page) => page.questions) ?? [];
  return [...questions, ...questions.flatMap((question) => question.questions ?? [])].some(
    ({ type }) => type === 'file' || type === 'files',
  );
}
