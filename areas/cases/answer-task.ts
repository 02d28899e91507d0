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

/** How a task that was sent in ended: it was taken, something is to mend, or somebody else was first. */
export type Answered =
  | { readonly kind: 'taken' }
  | { readonly kind: 'late' }
  | (Exclude<ReadForm, { ok: true }> & { readonly kind: 'mend' });

/** Takes what was sent for a task, in one transaction; or gives what to mend, or that the task was done meanwhile. */
export async function answerTask(request: Request, options: CasesOptions, task: AskedTask): Promise<Answered> {
  const read = await readTask(request, options, task);
  if (!read.ok) return { kind: 'mend', ...read };
  try {
    await transaction(request.db, (tx) => takeAnswers(tx, request, options, task, read));
  } catch (error) {
    if (isTaskDone(error)) return { kind: 'late' };
    throw error;
  }
  return { kind: 'taken' };
}

/** Whether the task was done, or went, while it was answered. */
export function isTaskDone(error: unknown): boolean {
  return error instanceof TorgetError && error.code === 'task-done';
}

/** Whether the form asks for files: then it is sent in parts. */
export function asksForFiles(form: Form | undefined): boolean {
  const questions = form?.pages.flatMap((page) => page.questions) ?? [];
  return [...questions, ...questions.flatMap((question) => question.questions ?? [])].some(
    ({ type }) => type === 'file' || type === 'files',
  );
}
