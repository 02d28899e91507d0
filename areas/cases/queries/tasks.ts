import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, readTogether } from '#platform/database/index.ts';
import { groupsOf } from '#platform/runtime/index.ts';

export interface TaskRow {
  readonly id: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly version: string;
  readonly element: string;
  readonly form: string | null;
  readonly due: Temporal.Instant | null;
  readonly openedAt: Temporal.Instant;
  readonly priority: number;
  /** It has been answered, and waits for the listeners of the process. */
  readonly busy: boolean;
  /** Why they denied the last answer. */
  readonly denied: string | null;
  readonly claimedBy: PartyId | null;
  readonly claimedName: string | null;
  readonly applicant: string | null;
  readonly applicantParty: PartyId | null;
  readonly deadline: Temporal.PlainDate | null;
  readonly receivedAt: Temporal.Instant;
  /** What the rules propose to pay, where they compute an amount and nothing has been decided on it. */
  readonly proposal: string | null;
}

const isBusy = sql`exists (select from runtime.token w where w.instance_id = t.instance_id and w.id = t.token and w.task is not null)`;

/** Of the tables below. */
export const taskColumns = sql`t.id, t.business_key as "caseId", c.number as "caseNumber", c.service, c.service_version as version, t.element, t.form, t.due,
  t.opened_at as "openedAt", t.priority, t.denied, ${isBusy} as busy, k.party_id as "claimedBy", kp.name as "claimedName",
  (select p.name from cases.party_role r join identity.party p on p.id = r.party_id where r.case_id = c.id and r.role = 'applicant' limit 1) as applicant,
  (select r.party_id from cases.party_role r where r.case_id = c.id and r.role = 'applicant' limit 1) as "applicantParty",
  (select min(d.due) from cases.deadline d where d.case_id = c.id) as deadline, c.received_at as "receivedAt",
  (select case when not exists (select from cases.decision d where d.case_id = e.case_id and (d.evaluation_id = e.id or d.id > e.id))
    then e.value->>'belopp' end from cases.evaluation e where e.case_id = c.id order by e.id desc limit 1) as proposal`;

export const taskTables = sql`(runtime.task t join cases.case c on c.id = t.business_key
  left join runtime.task_claim k on k.task_id = t.id left join identity.party kp on kp.id = k.party_id)`;

/** A party's own open tasks: by the role it has in the case (`party/applicant`, `party/guardian`), unless another party is named. */
function forParty(actor: Actor) {
  const party = actor.kind === 'citizen' ? actor.principal : null;
  return sql`exists (select from cases.party_role r where r.case_id = t.business_key and r.party_id = ${party}::uuid
    and ('party/' || r.role = any(t.candidate_groups))) and (t.assignee is null or t.assignee = ${party ?? ''})`;
}

/** What waits for the person, most urgent first. */
export async function myTasks(db: Db, actor: Actor): Promise<TaskRow[]> {
  const { rows } = await readTogether(
    db,
    sql<TaskRow>`select ${taskColumns} from ${taskTables} where ${forParty(actor)} and not ${isBusy} order by t.due nulls last, t.opened_at limit 100`,
  );
  return rows;
}

/** One of the person's own tasks; undefined when it is someone else's, done or unknown. */
export async function myTask(db: Db, actor: Actor, id: string): Promise<TaskRow | undefined> {
  const { rows } =
    await sql<TaskRow>`select ${taskColumns} from ${taskTables} where t.id = ${id} and ${forParty(actor)}`.execute(db);
  return rows[0];
}

/** Open tasks of one case that the officer's assignment may do. */
export async function staffTasks(db: Db, actor: Actor, caseId: string): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`select ${taskColumns} from ${taskTables} where t.business_key = ${caseId}
    and t.candidate_groups && ${groupsOf(actor)}::text[] order by t.opened_at`.execute(db);
  return rows;
}

/** All open tasks of a case with who they wait for, for the case page: also those of parties. */
export async function openTasks(db: Db, caseId: string): Promise<(TaskRow & { readonly groups: readonly string[] })[]> {
  const { rows } = await sql<
    TaskRow & { groups: string[] }
  >`select ${taskColumns}, t.candidate_groups as groups from ${taskTables}
    where t.business_key = ${caseId} order by t.opened_at`.execute(db);
  return rows;
}
