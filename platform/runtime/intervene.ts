import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/actor.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import type { Runtime } from './runtime.ts';
import { partyOf } from './steps.ts';
import type { Unit } from './unit.ts';
import { changeVariables, type VariableChange } from './variables.ts';

/** What staff do to an instance by hand. Each is one command with a reason, which is kept; the caller has asked who may. */

export type What = 'cancelled' | 'suspended' | 'resumed' | 'modified' | 'migrated' | 'variables';

export interface Why {
  readonly actor: Actor;
  readonly reason: string;
  /** The person who decided it, when a job carries it out in the name of the system. */
  readonly by?: string | null;
}

/** Writes down what was done. @throws TorgetError without a reason */
export async function record(
  unit: Pick<Unit, 'tx' | 'at' | 'actor'>,
  instance: string,
  what: What,
  reason: string,
  detail: Json = {},
  exceptions: readonly string[] = [],
  by: string | null = partyOf(unit.actor),
): Promise<string> {
  if (reason.trim() === '') {
    throw new TorgetError(
      'no-reason',
      400,
      { sv: 'Skriv varför du gör ändringen.', en: 'Write why you make the change.' },
      `${what} without a reason`,
    );
  }
  const id = uuidv7();
  await sql`insert into runtime.intervention (id, instance_id, what, detail, reason, exceptions, by_party, at)
    values (${id}, ${instance}, ${what}, ${JSON.stringify(detail)}::jsonb, ${reason}, ${[...exceptions]}::text[],
      ${by}::uuid, ${unit.at}::timestamptz)`.execute(unit.tx);
  return id;
}

/** Cancels an instance with all that it has called: tasks, jobs and timers go. One that was called goes alone. */
export async function cancelInstance(runtime: Runtime, tx: Db, instance: string, why: Why): Promise<void> {
  const unit = runtime.unit(tx, why.actor);
  const member = await unit.member(instance, { suspendedToo: true });
  unit.send(member, { kind: 'cancel' });
  await unit.finish();
  await record(unit, instance, 'cancelled', why.reason);
  await sql`delete from runtime.suspension where instance_id = ${instance}`.execute(tx);
}

/** Lets an instance stand still with all that calls it and is called by it: timers, jobs, tasks and messages wait. */
export async function suspendInstance(runtime: Runtime, tx: Db, instance: string, why: Why): Promise<void> {
  const { unit, root } = await locked(runtime, tx, instance, why);
  const id = await record(unit, root, 'suspended', why.reason);
  const { numAffectedRows } = await sql`insert into runtime.suspension (instance_id, intervention_id)
    values (${root}, ${id}) on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) throw already('Ärendet är redan pausat.', 'The case is already suspended.', root);
}

/** Lets a suspended instance go on. What fell due meanwhile happens now, in its order. */
export async function resumeInstance(runtime: Runtime, tx: Db, instance: string, why: Why): Promise<void> {
  const { unit, root } = await locked(runtime, tx, instance, why);
  const { numAffectedRows } = await sql`delete from runtime.suspension where instance_id = ${root}`.execute(tx);
  if (numAffectedRows !== 1n) throw already('Ärendet är inte pausat.', 'The case is not suspended.', root);
  await record(unit, root, 'resumed', why.reason);
}

/** Corrects variables by hand. */
export async function correctVariables(
  runtime: Runtime,
  tx: Db,
  instance: string,
  change: VariableChange,
  why: Why,
): Promise<void> {
  const unit = runtime.unit(tx, why.actor);
  changeVariables(unit, await unit.member(instance, { suspendedToo: true }), change);
  await unit.finish();
  // Which ones, not what: values may be secret to those who read the history of operations.
  const names = [...Object.keys(change.variables), ...(change.remove ?? [])];
  await record(unit, instance, 'variables', why.reason, { names, token: change.token ?? null });
}

async function locked(runtime: Runtime, tx: Db, instance: string, why: Why): Promise<{ unit: Unit; root: string }> {
  const unit = runtime.unit(tx, why.actor);
  const member = await unit.member(instance, { suspendedToo: true });
  if (member.state.ended !== undefined) throw already('Processen är redan slut.', 'The process has ended.', instance);
  return { unit, root: member.root };
}

function already(sv: string, en: string, instance: string): TorgetError {
  return new TorgetError('not-now', 409, { sv, en }, `instance ${instance}`);
}

/** Something staff did to an instance by hand. */
export interface Intervention {
  readonly id: string;
  readonly what: What;
  readonly detail: Json;
  readonly reason: string;
  readonly exceptions: readonly string[];
  readonly by: string | null;
  readonly at: Temporal.Instant;
}

/** What staff did to an instance and to the one that its tree began with, oldest first; and whether it stands still. */
export async function interventionsOf(
  db: Db,
  instance: string,
): Promise<{ readonly suspended: boolean; readonly list: readonly Intervention[] }> {
  const { rows } = await sql<{ suspended: boolean; list: Intervention[] }>`
    select exists (select from runtime.suspension s where s.instance_id = coalesce(i.root_id, i.id)) as suspended,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'what', v.what, 'detail', v.detail, 'reason', v.reason,
        'exceptions', v.exceptions, 'by', v.by_party, 'at', v.at) order by v.id), '[]') from runtime.intervention v
        where v.instance_id in (i.id, i.root_id)) as list
    from runtime.instance i where i.id = ${instance}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new NotFound(`no instance ${instance}`);
  return { ...row, list: row.list.map((one) => ({ ...one, at: Temporal.Instant.from(String(one.at)) })) };
}
