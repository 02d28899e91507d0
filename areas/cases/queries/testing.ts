// For tests of lists: cases with parties and tasks as rows, without a process that runs.
import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';

export const NOW = '2026-02-03T09:00:00Z';

/** An officer of a unit in one role. */
export function officer(party: PartyId, unit = 'stod', roles: readonly string[] = ['handlaggare']): Actor {
  const may = ['work', ...(roles.includes('skyddade') ? ['protected'] : [])];
  return { kind: 'staff', party, name: 'Officer', assignment: uuidv7(), unit, roles, may, session: 's' };
}

export async function addParty(
  db: Db,
  name: string,
  options: { protected?: boolean; kind?: string } = {},
): Promise<PartyId> {
  const id = uuidv7() as PartyId;
  await sql`insert into identity.party (id, kind, name, protected, created_at)
    values (${id}, ${options.kind ?? 'person'}, ${name}, ${options.protected ?? false}, ${NOW}::timestamptz)`.execute(
    db,
  );
  return id;
}

export interface ListedCase {
  readonly number: string;
  readonly unit?: string;
  readonly service?: string;
  readonly received?: string;
  readonly party?: PartyId;
  /** Without one the case has no open task. */
  readonly task?: {
    readonly groups?: readonly string[];
    readonly due?: string;
    readonly priority?: number;
    readonly element?: string;
  };
  readonly claimed?: PartyId;
}

/** Adds a case; the ids of it and of its task. */
export async function addListed(db: Db, added: ListedCase): Promise<{ readonly id: string; readonly task: string }> {
  const { number, unit = 'stod', service = 'bistand', received = '2026-02-01T09:00:00Z', party, task, claimed } = added;
  const [id, instance, taskId] = [uuidv7(), uuidv7(), uuidv7()];
  await sql`insert into cases.case (id, number, service, service_version, board, unit, received_at, arrival_day, registered_at, language)
    values (${id}, ${number}, ${service}, 'v1', 'SN', ${unit}, ${received}::timestamptz, ${received}::date, ${received}::timestamptz, 'sv')`.execute(
    db,
  );
  if (party !== undefined)
    await sql`insert into cases.party_role (case_id, party_id, role, since) values (${id}, ${party}, 'applicant', ${NOW}::timestamptz)`.execute(
      db,
    );
  if (task === undefined) return { id, task: taskId };
  await sql`insert into runtime.definition (id, service_version, process) values (${uuidv7()}, 'v1', 'p') on conflict do nothing`.execute(
    db,
  );
  await sql`insert into runtime.instance (id, definition_id, business_key, next, started_at)
    select ${instance}, id, ${id}, 1, ${NOW}::timestamptz from runtime.definition where service_version = 'v1'`.execute(
    db,
  );
  await sql`insert into runtime.task (id, instance_id, token, element, business_key, candidate_groups, candidate_users, due, priority, input, opened_at)
    values (${taskId}, ${instance}, 1, ${task.element ?? 'Decide'}, ${id}, ${[...(task.groups ?? [`${unit}/handlaggare`])]}::text[], '{}',
      ${task.due ?? null}::timestamptz, ${task.priority ?? 50}, '{}', ${NOW}::timestamptz)`.execute(db);
  if (claimed !== undefined)
    await sql`insert into runtime.task_claim (task_id, party_id, at) values (${taskId}, ${claimed}, ${NOW}::timestamptz)`.execute(
      db,
    );
  return { id, task: taskId };
}
