import { decode, type FeelContext, type Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import type { Db } from '#platform/database/index.ts';

export interface OpenTask {
  readonly id: string;
  readonly instance: string;
  readonly caseId: string;
  readonly element: string;
  readonly groups: readonly string[];
  readonly form: string | null;
  readonly due: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant;
  readonly priority: number;
  readonly input: FeelContext;
  readonly claimedBy: string | null;
}

interface Row extends Omit<OpenTask, 'input'> {
  readonly input: Json;
  readonly marks: { readonly [pointer: string]: string } | null;
}

const columns = sql`t.id, t.instance_id as instance, t.business_key as "caseId", t.element, t.candidate_groups as groups, t.form,
  t.due, t.opened_at as "openedAt", t.priority, t.input, t.input_marks as marks, c.party_id as "claimedBy"`;

function toTask({ input, marks, ...row }: Row): OpenTask {
  const value = decode(marks === null ? { value: input } : { value: input, marks });
  return { ...row, input: value as FeelContext };
}

/** Candidate groups of an actor: `<unit>/<role>` of the assignment. A citizen's tasks come by party role in the case. */
export function groupsOf(actor: Actor): string[] {
  return actor.kind === 'staff' ? actor.roles.map((role) => `${actor.unit}/${role}`) : [];
}

/** Open tasks of a case, oldest first; who may see them is asked by the area that shows them. */
export async function tasksOfCase(db: Db, caseId: string): Promise<OpenTask[]> {
  const { rows } =
    await sql<Row>`select ${columns} from runtime.task t left join runtime.task_claim c on c.task_id = t.id
    where t.business_key = ${caseId} order by t.opened_at, t.id`.execute(db);
  return rows.map(toTask);
}

/** Which of these are open tasks. */
export async function openAmong(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from runtime.task where id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** One open task, locked for the transaction. */
export async function lockTask(tx: Db, id: string): Promise<OpenTask | undefined> {
  const { rows } =
    await sql<Row>`select ${columns} from runtime.task t left join runtime.task_claim c on c.task_id = t.id
    where t.id = ${id} for update of t`.execute(tx);
  return rows[0] && toTask(rows[0]);
}

/** Takes a task, or gives it back when `party` is null. The newest claim holds. */
export async function claimTask(tx: Db, task: string, party: string | null, at: string): Promise<void> {
  if (party === null) await sql`delete from runtime.task_claim where task_id = ${task}`.execute(tx);
  else
    await sql`insert into runtime.task_claim (task_id, party_id, at) values (${task}, ${party}, ${at}::timestamptz)
      on conflict (task_id) do update set party_id = excluded.party_id, at = excluded.at`.execute(tx);
}

/**
 * The tasks of a case are for whom they are now: their groups are written anew, and what staff had taken is given back. For
 * when the case has gone to another unit.
 */
export async function regroupTasks(tx: Db, caseId: string): Promise<void> {
  await sql`update runtime.task set candidate_groups = candidate_groups where business_key = ${caseId}`.execute(tx);
  await sql`delete from runtime.task_claim k using runtime.task t where t.id = k.task_id and t.business_key = ${caseId}
    and exists (select from unnest(t.candidate_groups) g where g not like 'party/%')`.execute(tx);
}

/** The groups of an open task as they stand: a case that has gone to another unit has taken its tasks with it. */
export async function groupsOfTask(db: Db, task: string): Promise<readonly string[]> {
  const { rows } = await sql<{ groups: string[] }>`select candidate_groups as groups from runtime.task
    where id = ${task}`.execute(db);
  return rows[0]?.groups ?? [];
}

export interface Visited {
  readonly element: string;
  readonly what: 'entered' | 'completed' | 'cancelled' | 'took';
  readonly at: Temporal.Instant;
}

/** What happened in the process of a case, in order: elements entered and left, flows taken. */
export async function historyOfCase(db: Db, caseId: string): Promise<Visited[]> {
  const { rows } =
    await sql<Visited>`select h.element, h.what, h.at from runtime.instance i join runtime.history h on h.instance_id = i.id
    where i.business_key = ${caseId} order by h.id`.execute(db);
  return rows;
}

/** The messages that a case waits for, with the key each is told apart by. */
export async function waitingFor(db: Db, caseId: string): Promise<{ name: string; key: string }[]> {
  const { rows } = await sql<{ name: string; key: string }>`select s.name, coalesce(s.key, '') as key
    from runtime.subscription s join runtime.instance i on i.id = s.instance_id
    where i.business_key = ${caseId} and s.kind = 'message' order by s.instance_id, s.id`.execute(db);
  return rows;
}

/** The processes that still run in a case, oldest first, without those that they have called. */
export async function runningInCase(db: Db, businessKey: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from runtime.instance
    where business_key = ${businessKey} and root_id is null and ended_at is null order by started_at, id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Elements where tokens of the case stand now. */
export async function tokensOfCase(db: Db, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ element: string }>`select distinct t.element from runtime.token t
    join runtime.instance i on i.id = t.instance_id where i.business_key = ${caseId}`.execute(db);
  return rows.map((row) => row.element);
}
