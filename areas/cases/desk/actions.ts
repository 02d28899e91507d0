import { sql } from 'kysely';
import { type Db, isUuid, transaction, uuidv7 } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import { lockTask } from '#platform/runtime/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { lateTask } from '../late/task.tsx';
import type { CasesOptions } from '../mount.ts';
import { staffTasks, type TaskRow } from '../queries/tasks.ts';
import { showCase } from './case.tsx';
import { SEEN } from './case-side.tsx';
import { openForStaff, readForStaff } from './open.ts';

const NOTE_LIMIT = 10_000;

/** One open task of the case in the address that the assignment may do; undefined when there is none such. */
export async function staffTask(request: Request): Promise<TaskRow | undefined> {
  const { case: caseId = '', task: id = '' } = request.params;
  const tasks = isUuid(id) ? await staffTasks(request.db, request.actor, caseId) : [];
  return tasks.find((entry) => entry.id === id);
}

/**
 * Takes a task, or gives it back. What is asked is asked of what was read: a second press does nothing, and a task that a
 * colleague took meanwhile stays the colleague's until one has seen so.
 */
export async function claim(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await openForStaff(request, options, 'task');
  const { view } = opened;
  const open = await staffTask(request);
  const { actor } = request;
  const seen = field(request.fields, SEEN, 36);
  const there =
    open !== undefined &&
    (await transaction(request.db, async (tx) => {
      const task = await lockTask(tx, open.id);
      if (task === undefined) return false;
      if (actor.kind !== 'staff' || (task.claimedBy ?? '') !== seen) return true;
      await options.runtime.claimTask(tx, open.id, task.claimedBy === actor.party ? null : actor.party, actor);
      return true;
    }));
  if (!there) return lateTask(request, options, opened);
  return { kind: 'redirect', to: request.url('desk.case', { case: view.id }) };
}

/** FL 27 §: what is of importance is written down soon, with when and by whom. A note is never changed. */
export async function addNote(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const { actor } = request;
  const { view } = opened;
  const text = field(request.fields, 'note', NOTE_LIMIT + 1);
  if (text === '' || text.length > NOTE_LIMIT || actor.kind !== 'staff') {
    const key = text === '' ? 'cases.desk.note-empty' : 'cases.desk.note-long';
    return showCase(request, options, opened, { at: 'note', text: request.t(key, { n: NOTE_LIMIT }), typed: text });
  }
  const replaces = field(request.fields, 'replaces', 36);
  if (replaces !== '' && !isUuid(replaces)) throw new NotFound(`no note ${replaces}`);
  const newer = await transaction(request.db, async (tx) => {
    const old = replaces === '' ? null : await ownNote(tx, view.id, replaces, actor.party);
    if (old?.newer) return old.newer;
    if (await justWritten(tx, { caseId: view.id, author: actor.party, text, at: request.now })) return text;
    await sql`insert into cases.note (id, case_id, text, by_party, unit, at, replaces)
      values (${uuidv7()}, ${view.id}, ${text}, ${actor.party}, ${actor.unit}, ${request.now}::timestamptz, ${old?.id ?? null}::uuid)`.execute(
      tx,
    );
    return undefined;
  });
  // A second press has written it already; another text has come too late for that version.
  if (newer !== undefined && newer !== text)
    return showCase(request, options, opened, {
      at: 'note',
      text: request.t('cases.late.note'),
      typed: text,
      late: true,
    });
  return { kind: 'redirect', to: `${request.url('desk.case', { case: view.id })}#anteckningar` };
}

/**
 * Whether the author has written the very same in the last minute: a second press of the button writes no second note, which
 * nobody could take away. The case is held, so that two presses come one after the other.
 */
async function justWritten(
  tx: Db,
  { caseId, author, text, at }: { caseId: string; author: string; text: string; at: string },
): Promise<boolean> {
  await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
  const { rows } =
    await sql`select from cases.note where case_id = ${caseId} and by_party = ${author} and text = ${text}
    and at > ${at}::timestamptz - interval '1 minute'`.execute(tx);
  return rows.length > 0;
}

/** The author's own note of the case, with the text of a newer version if it has one: what else is asked for is not there. */
async function ownNote(
  tx: Db,
  caseId: string,
  note: string,
  author: string,
): Promise<{ readonly id: string; readonly newer: string | null }> {
  await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
  const { rows } = await sql<{ id: string; newer: string | null }>`select n.id, newer.text as newer from cases.note n
    left join cases.note newer on newer.replaces = n.id
    where n.id = ${note} and n.case_id = ${caseId} and n.by_party = ${author}`.execute(tx);
  if (rows[0] === undefined) throw new NotFound(`no note ${note} of this author`);
  return rows[0];
}
