import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { InstanceInfo } from './host.ts';
import type { JobRow } from './jobs.ts';

export interface TaskRow {
  readonly id: string;
  readonly token: number;
  readonly element: string;
  readonly assignee: string | null;
  readonly candidate_groups: readonly string[];
  readonly candidate_users: readonly string[];
  readonly due: string | null;
  readonly follow_up: string | null;
  readonly priority: number;
  readonly form: string | null;
  readonly input: Json;
  readonly input_marks: { readonly [pointer: string]: string } | null;
}

export interface HistoryRow {
  readonly element: string;
  readonly what: 'entered' | 'completed' | 'cancelled' | 'took' | 'started' | 'ended';
  readonly token: number | null;
}

/** What one drive leaves behind beside the state. */
export interface StepRows {
  readonly tasks: TaskRow[];
  readonly taskEnds: { readonly token: number; readonly how: 'completed' | 'cancelled'; readonly answers?: Json }[];
  readonly jobs: JobRow[];
  readonly jobCancels: number[];
  readonly history: HistoryRow[];
}

function partyOf(actor: Actor): string | null {
  return actor.kind === 'citizen' || actor.kind === 'staff' ? actor.party : null;
}

/** Writes tasks, jobs and history of a drive: one statement for what is new, one more when something was withdrawn. */
export async function saveSteps(
  tx: Db,
  instance: InstanceInfo,
  rows: StepRows,
  actor: Actor,
  at: string,
): Promise<void> {
  if (rows.taskEnds.length > 0) await endTasks(tx, instance, rows, actor, at);
  if (rows.jobCancels.length > 0) {
    await sql`delete from runtime.job where instance_id = ${instance.id} and token = any(${rows.jobCancels}::int[])`.execute(
      tx,
    );
  }
  if (rows.tasks.length + rows.jobs.length + rows.history.length === 0) return;
  const put = { tasks: rows.tasks, jobs: rows.jobs, history: rows.history.map((row) => ({ ...row, id: uuidv7() })) };
  await sql`
    with doc as (select ${JSON.stringify(put)}::jsonb as d),
    t as (insert into runtime.task (id, instance_id, token, element, business_key, assignee, candidate_groups, candidate_users,
        due, follow_up, priority, form, input, input_marks, opened_at)
      select r.id, ${instance.id}::uuid, r.token, r.element, ${instance.businessKey}::uuid, r.assignee,
        array(select jsonb_array_elements_text(r.candidate_groups)), array(select jsonb_array_elements_text(r.candidate_users)),
        r.due, r.follow_up, r.priority, r.form, coalesce(r.input, '{}'), r.input_marks, ${at}::timestamptz
      from doc, jsonb_to_recordset(d->'tasks') as r(id uuid, token int, element text, assignee text, candidate_groups jsonb,
        candidate_users jsonb, due timestamptz, follow_up timestamptz, priority int, form text, input jsonb, input_marks jsonb)),
    j as (insert into runtime.job (id, type, payload, instance_id, token, element, business_key, due, retries)
      select r.id, r.type, r.payload, ${instance.id}::uuid, r.token, r.element, ${instance.businessKey}::uuid, now(), r.retries
      from doc, jsonb_to_recordset(d->'jobs') as r(id uuid, type text, payload jsonb, token int, element text, retries int))
    insert into runtime.history (id, instance_id, business_key, at, element, what, token, by_party)
      select r.id, ${instance.id}::uuid, ${instance.businessKey}::uuid, ${at}::timestamptz, r.element, r.what, r.token, ${partyOf(actor)}::uuid
      from doc, jsonb_to_recordset(d->'history') as r(id uuid, element text, what text, token int)`.execute(tx);
}

async function endTasks(tx: Db, instance: InstanceInfo, rows: StepRows, actor: Actor, at: string): Promise<void> {
  await sql`
    with ended as (select * from jsonb_to_recordset(${JSON.stringify(rows.taskEnds)}::jsonb) as e(token int, how text, answers jsonb)),
    away as (delete from runtime.task t using ended e where t.instance_id = ${instance.id} and t.token = e.token
      returning t.id, t.element, t.opened_at, e.how, e.answers)
    insert into runtime.task_end (id, instance_id, element, business_key, how, by_party, answers, opened_at, at)
      select id, ${instance.id}::uuid, element, ${instance.businessKey}::uuid, how,
        case when how = 'completed' then ${partyOf(actor)}::uuid end, answers, opened_at, ${at}::timestamptz from away`.execute(
    tx,
  );
}
