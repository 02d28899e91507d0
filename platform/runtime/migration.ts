import { type MigrationFault, type MigrationMap, migrate } from '@torget/process';
import { sql } from 'kysely';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { factsWith } from './execution.ts';
import { record, type Why } from './intervene.ts';
import { ATTEMPTS, type ClaimedJob, MIGRATE } from './jobs.ts';
import type { Runtime } from './runtime.ts';
import { partyOf } from './steps.ts';
import { SYSTEM } from './system.ts';
import type { Member, Unit } from './unit.ts';

/** Where instances go: a version of the service, and the new ids of elements that have others there. */
export interface MigrationPlan {
  readonly version: string;
  readonly elements: MigrationMap;
}

/** How it went, or would go, for one instance. */
export interface MigrationOutcome {
  readonly instance: string;
  readonly how: 'migrated' | 'refused';
  readonly faults: readonly MigrationFault[];
}

/** Instances in one job; each has a transaction of its own. */
const PER_JOB = 100;

/**
 * Moves one instance to another version in the caller's transaction; what it has called stays as it is. With faults
 * nothing is changed.
 */
export async function migrateInstance(
  runtime: Runtime,
  tx: Db,
  instance: string,
  plan: MigrationPlan,
  why: Why,
): Promise<MigrationOutcome> {
  const unit = runtime.unit(tx, why.actor);
  const member = await unit.member(instance, { suspendedToo: true });
  const result = await tried(unit, member, plan);
  if ('faults' in result) return { instance, how: 'refused', faults: result.faults };
  unit.absorb(member, result.state, result.effects);
  await unit.finish();
  await becomes(tx, instance, plan.version, result.state.process);
  const { version, elements } = plan;
  const detail = { from: member.info.service.hash, to: version, elements };
  await record(unit, instance, 'migrated', why.reason, detail, [], why.by ?? partyOf(why.actor));
  return { instance, how: 'migrated', faults: [] };
}

/** What a plan would do to each instance. Nothing is written. */
export async function previewMigration(
  runtime: Runtime,
  db: Db,
  instances: readonly string[],
  plan: MigrationPlan,
): Promise<readonly MigrationOutcome[]> {
  const found: MigrationOutcome[] = [];
  for (const instance of instances) {
    const outcome = await transaction(db, async (tx): Promise<MigrationOutcome> => {
      const unit = runtime.unit(tx);
      const result = await tried(unit, await unit.member(instance, { suspendedToo: true }), plan);
      return 'faults' in result
        ? { instance, how: 'refused', faults: result.faults }
        : { instance, how: 'migrated', faults: [] };
    });
    found.push(outcome);
  }
  return found;
}

async function tried(unit: Unit, member: Member, { version, elements }: MigrationPlan) {
  const { info, model, state, facts } = member;
  if (state.ended !== undefined) return { faults: [ended(info.id)] };
  const service = await unit.host.service(unit.tx, version);
  const to = unit.host.model(service, info.process);
  return migrate(model, to, state, elements, { at: unit.at, facts: factsWith(facts, info, to) });
}

function ended(instance: string): MigrationFault {
  return {
    element: instance,
    code: 'refused',
    message: { sv: 'Processen är redan slut.', en: 'The process has already ended.' },
  };
}

/** The rows beside the state follow their tokens. */
async function becomes(tx: Db, instance: string, version: string, process: string): Promise<void> {
  await sql`insert into runtime.definition (id, service_version, process) values (${uuidv7()}, ${version}, ${process})
    on conflict (service_version, process) do nothing`.execute(tx);
  await sql`
    with i as (update runtime.instance set definition_id = (select id from runtime.definition
        where service_version = ${version} and process = ${process}) where id = ${instance}),
    t as (update runtime.task o set element = k.element from runtime.token k where o.instance_id = ${instance}
        and k.instance_id = o.instance_id and k.id = o.token and k.element <> o.element)
    update runtime.job o set element = k.element from runtime.token k where o.instance_id = ${instance}
      and k.instance_id = o.instance_id and k.id = o.token and k.element <> o.element`.execute(tx);
}

/** Moves a set of instances by jobs, each in a transaction of its own; gives the id under which outcomes are kept. */
export async function startMigration(
  runtime: Runtime,
  tx: Db,
  instances: readonly string[],
  plan: MigrationPlan,
  why: Why,
): Promise<string> {
  const id = uuidv7();
  if (why.reason.trim() === '') {
    throw new TorgetError(
      'no-reason',
      400,
      { sv: 'Skriv varför du gör ändringen.', en: 'Write why you make the change.' },
      'migration without a reason',
    );
  }
  const unit = runtime.unit(tx, why.actor);
  await sql`insert into runtime.migration (id, plan, reason, by_party, at) values (${id}, ${JSON.stringify(plan)}::jsonb,
    ${why.reason}, ${partyOf(why.actor)}::uuid, ${unit.at}::timestamptz)`.execute(tx);
  const parts = Array.from({ length: Math.ceil(instances.length / PER_JOB) }, (_, at) =>
    instances.slice(at * PER_JOB, (at + 1) * PER_JOB),
  );
  unit.addJobs(
    parts.map((part) => ({
      id: uuidv7(),
      type: MIGRATE,
      payload: { migration: id, instances: part },
      token: null,
      element: null,
      retries: ATTEMPTS,
    })),
  );
  await unit.finish();
  return id;
}

/** A part of a set. Instances that have their outcome already are passed by: the job may run again after a crash. */
export async function migratePart(runtime: Runtime, db: Db, job: ClaimedJob): Promise<void> {
  const id = String(job.payload['migration']);
  const { rows } = await sql<{ plan: MigrationPlan; reason: string; by: string | null; done: string[] }>`
    select plan, reason, by_party as by, (select coalesce(jsonb_agg(o.instance_id), '[]') from runtime.migration_outcome o
      where o.migration_id = m.id) as done from runtime.migration m where id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) return;
  const left = (job.payload['instances'] as readonly string[]).filter((one) => !row.done.includes(one));
  for (const instance of left) {
    await transaction(db, async (tx) => {
      const why = { actor: SYSTEM, reason: row.reason, by: row.by };
      const { how, faults } = await migrateInstance(runtime, tx, instance, row.plan, why);
      await sql`insert into runtime.migration_outcome (migration_id, instance_id, how, faults, at)
        values (${id}, ${instance}, ${how}, ${JSON.stringify(faults)}::jsonb, ${runtime.clock.now()}::timestamptz)`.execute(
        tx,
      );
    });
  }
}

/** How the migration of a set has gone so far. */
export async function migrationOutcomes(db: Db, migration: string): Promise<readonly MigrationOutcome[]> {
  const { rows } =
    await sql<MigrationOutcome>`select instance_id as instance, how, faults from runtime.migration_outcome
    where migration_id = ${migration} order by instance_id`.execute(db);
  return rows;
}
