import type { Form } from '@torget/form';
import { transaction } from '#platform/database/index.ts';
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

const NOTHING: Extract<ReadForm, { ok: true }> = { ok: true, json: {}, feel: {}, files: [] };

/**
 * Takes the answers of a task: the process goes on, and the files they name become documents of the case, in one
 * transaction; or gives what to mend. A second press finds the task done, which is no fault of the person.
 */
export async function answerTask(
  request: Request,
  options: CasesOptions,
  task: AskedTask,
): Promise<Exclude<ReadForm, { ok: true }> | undefined> {
  const { db, actor, now } = request;
  const read =
    task.form === undefined
      ? NOTHING
      : await options.forms.read(request, task.form, { facts: task.facts, owner: task.id });
  if (!read.ok) return read;
  const by = actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null;
  try {
    await transaction(db, async (tx) => {
      await options.runtime.completeTask(tx, task.id, read, actor);
      await submitDraftFiles(
        tx,
        task.id,
        task.caseId,
        read.files.map((file) => file.id),
      );
      for (const file of read.files)
        await addAttachment(tx, { caseId: task.caseId, fileId: file.id, title: file.title, by, at: now });
    });
  } catch (error) {
    if (!(error instanceof TorgetError && error.code === 'task-done')) throw error;
  }
  return undefined;
}

/** Whether the form asks for files: then it is sent in parts. */
export function asksForFiles(form: Form | undefined): boolean {
  const questions = form?.pages.flatMap((page) => page.questions) ?? [];
  return [...questions, ...questions.flatMap((question) => question.questions ?? [])].some(
    ({ type }) => type === 'file' || type === 'files',
  );
}
