import { sql } from 'kysely';
import { isUuid, transaction, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { claimTask, lockTask } from '#platform/runtime/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { staffTasks, type TaskRow } from '../queries/tasks.ts';
import { showCase } from './case.tsx';
import { SEEN } from './case-side.tsx';
import { openForStaff } from './open.ts';

const NOTE_LIMIT = 10_000;

/** One open task of the case in the address that the assignment may do. */
export async function staffTask(request: Request): Promise<TaskRow> {
  const { case: caseId = '', task: id = '' } = request.params;
  const tasks = isUuid(id) ? await staffTasks(request.db, request.actor, caseId) : [];
  const task = tasks.find((entry) => entry.id === id);
  if (task === undefined) throw new NotFound(`no open task ${id} for this assignment`);
  return task;
}

/**
 * Takes a task, or gives it back. What is asked is asked of what was read: a second press does nothing, and a task that a
 * colleague took meanwhile stays the colleague's until one has seen so.
 */
export async function claim(request: Request, options: CasesOptions): Promise<Answer> {
  const { view } = await openForStaff(request, options, 'task');
  const { id } = await staffTask(request);
  const { actor } = request;
  const seen = field(request.fields, SEEN, 36);
  await transaction(request.db, async (tx) => {
    const task = await lockTask(tx, id);
    if (task === undefined || actor.kind !== 'staff' || (task.claimedBy ?? '') !== seen) return;
    await claimTask(tx, id, task.claimedBy === actor.party ? null : actor.party, request.now);
  });
  return { kind: 'redirect', to: request.url('desk.case', { case: view.id }) };
}

/** FL 27 §: what is of importance is written down soon, with when and by whom. A note is never changed. */
export async function addNote(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await openForStaff(request, options);
  const { actor } = request;
  const { view } = opened;
  const text = field(request.fields, 'note', NOTE_LIMIT + 1);
  if (text === '' || text.length > NOTE_LIMIT || actor.kind !== 'staff') {
    const key = text === '' ? 'cases.desk.note-empty' : 'cases.desk.note-long';
    return showCase(request, options, opened, { text: request.t(key, { n: NOTE_LIMIT }), typed: text });
  }
  await transaction(request.db, (tx) =>
    sql`insert into cases.note (id, case_id, text, by_party, unit, at)
      values (${uuidv7()}, ${view.id}, ${text}, ${actor.party}, ${actor.unit}, ${request.now}::timestamptz)`.execute(
      tx,
    ),
  );
  return { kind: 'redirect', to: `${request.url('desk.case', { case: view.id })}#anteckningar` };
}
