import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** Who of a unit is away on a day, and who stands in for them. */
export async function awayOn(db: Db, unit: string, day: string): Promise<ReadonlyMap<PartyId, PartyId>> {
  const { rows } = await sql<{ party: PartyId; substitute: PartyId }>`
    select a.party_id as party, a.substitute_id as substitute from cases.absent a
    where a.unit = ${unit} and a.from_day <= ${day}::date and (a.to_day is null or a.to_day >= ${day}::date)`.execute(
    db,
  );
  return new Map(rows.map(({ party, substitute }) => [party, substitute]));
}

/**
 * The officer of a case: of these people who has a task in it, or else who did the last one; or else the officer of the
 * person's newest open case in the unit.
 */
export async function officerBefore(
  db: Db,
  { caseId, unit, among }: { readonly caseId: string; readonly unit: string; readonly among: readonly PartyId[] },
): Promise<PartyId | undefined> {
  const { rows } = await sql<{ officer: PartyId }>`
    with person as (select r.party_id from cases.party_role r
        where r.case_id = ${caseId} and r.role in ('applicant', 'co-applicant', 'represented')),
      near as (select c.id, c.received_at from cases.case c where c.id = ${caseId} or (c.unit = ${unit}
        and not exists (select from cases.closure x where x.case_id = c.id)
        and c.id in (select r.case_id from cases.party_role r join person using (party_id)
          where r.role in ('applicant', 'co-applicant', 'represented')))),
      officers as (select near.*, coalesce(
        (select k.party_id from runtime.task t join runtime.task_claim k on k.task_id = t.id
          where t.business_key = near.id and k.party_id = any(${[...among]}::uuid[]) order by k.at desc, t.id desc limit 1),
        (select e.by_party from runtime.task_end e where e.business_key = near.id and e.how = 'completed'
          and e.by_party = any(${[...among]}::uuid[]) order by e.id desc limit 1)) as officer from near)
    select officer from officers where officer is not null
    order by id <> ${caseId}::uuid, received_at desc, id desc limit 1`.execute(db);
  return rows[0]?.officer;
}

/** What somebody has to do in a unit. */
export interface Load {
  readonly tasks: number;
  /** When a rule last gave them a task, in milliseconds; nought: never. */
  readonly given: number;
}

/** How much each of these has, one who has nothing included. */
export async function loadsOf(db: Db, unit: string, among: readonly PartyId[]): Promise<ReadonlyMap<PartyId, Load>> {
  const { rows } = await sql<{ party: PartyId } & Load>`select p.party, (select count(*)::int
      from runtime.task_claim k join cases.work w on w.task_id = k.task_id
      where k.party_id = p.party and w.unit = ${unit})
      -- Whom a rule has chosen has the task as soon as the model's listeners agree.
      + (select count(*)::int from cases.chosen h where h.party_id = p.party and h.unit = ${unit}) as tasks,
    (select coalesce(extract(epoch from max(a.at)) * 1000, 0)::float8 from cases.assigned a where a.party_id = p.party) as given
    from unnest(${[...among]}::uuid[]) p (party)`.execute(db);
  return new Map(rows.map(({ party, ...load }) => [party, load]));
}

/**
 * Waits until whoever gives out a task of the unit has committed, so that the figures of the next one count it. Held until
 * the end of the transaction.
 */
export async function lockUnit(tx: Db, unit: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cases.assigned ${unit}`}, 0))`.execute(tx);
}

export interface ByRule {
  readonly caseId: string;
  readonly task: string;
  readonly element: string;
  readonly unit: string;
  readonly party: PartyId;
  readonly rule: string;
}

/**
 * Writes down whom a rule has chosen for a task, before it is given: the database writes that the rule gave it when the
 * party has it, which may be later (migration 0029).
 */
export async function addChosen(tx: Db, { caseId, task, element, unit, party, rule }: ByRule): Promise<void> {
  await sql`insert into cases.chosen (id, case_id, task_id, element, unit, party_id, rule)
    values (${uuidv7()}, ${caseId}, ${task}, ${element}, ${unit}, ${party}, ${rule})`.execute(tx);
}
