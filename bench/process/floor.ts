import { sql } from 'kysely';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { AT, addCase } from './world.ts';

/** Rows of the runtime's tables, by table: what an instance has written when it is done. */
export type Written = { readonly [table: string]: number };

const TABLES = ['instance', 'scope', 'variable', 'token', 'task', 'task_end', 'job', 'history'] as const;

export async function countRows(db: Db): Promise<Written> {
  const counts = TABLES.map((table) => sql`(select count(*)::int from runtime.${sql.ref(table)}) as ${sql.ref(table)}`);
  const { rows } = await sql<Written>`select ${sql.join(counts)},
    (select count(*)::int from cases.evaluation) as evaluation`.execute(db);
  return rows[0] ?? {};
}

/** Rows that each of `n` instances has written, rounded. */
export function perInstance(before: Written, after: Written, n: number): Written {
  return Object.fromEntries(
    Object.keys(after).map((table) => [table, Math.round(((after[table] ?? 0) - (before[table] ?? 0)) / n)]),
  );
}

const TRACE = { decision: 'class', rules: ['r1'], inputs: [{ name: 'amount', value: '500' }], annotations: [] };

/**
 * What an instance has written, by hand: the same rows in the same tables, one statement a table, one commit. No
 * engine, no decision, no expression: the least that any runtime on this database must do.
 */
export async function byHand(db: Db, definition: string, rows: Written): Promise<void> {
  const id = uuidv7();
  const instance = uuidv7();
  await transaction(db, async (tx) => {
    await addCase(tx, id);
    if (rows['evaluation'])
      await sql`insert into cases.evaluation (id, case_id, element, decision, value, trace, warnings, rates, version, at)
        values (${uuidv7()}, ${id}, 'Rule', 'class', '"low"', ${JSON.stringify(TRACE)}::jsonb, '[]', '{}', 'bench', ${AT}::timestamptz)`.execute(
        tx,
      );
    await sql`insert into runtime.instance (id, definition_id, business_key, next, started_at, ended_at, ended_how)
      values (${instance}, ${definition}, ${id}, 9, ${AT}::timestamptz, ${AT}::timestamptz, 'completed')`.execute(tx);
    if (rows['scope'])
      await sql`insert into runtime.scope (instance_id, id, element) values (${instance}, 1, 'straight')`.execute(tx);
    const names = Array.from({ length: rows['variable'] ?? 0 }, (_, at) => `name${at}`);
    if (names.length > 0)
      await sql`insert into runtime.variable (instance_id, scope, name, value) select ${instance}, 1, name, '"low"' from unnest(${names}::text[]) as name`.execute(
        tx,
      );
    const ids = Array.from({ length: rows['history'] ?? 0 }, () => uuidv7());
    await sql`insert into runtime.history (id, instance_id, business_key, at, element, what, token)
      select id, ${instance}, ${id}, ${AT}::timestamptz, 'Which', 'entered', 1 from unnest(${ids}::uuid[]) as id`.execute(
      tx,
    );
  });
}

/** A task that somebody completes, by hand: the rows that go and those that come, one statement a table, one commit. */
export async function completeByHand(db: Db, task: string): Promise<void> {
  await transaction(db, async (tx) => {
    const { rows } = await sql<{ instance_id: string; business_key: string }>`
      select instance_id, business_key from runtime.task where id = ${task} for update`.execute(tx);
    const { instance_id: instance, business_key: key } = rows[0] ?? { instance_id: '', business_key: '' };
    await sql`select id from runtime.instance where id = ${instance} for update`.execute(tx);
    await sql`delete from runtime.task where id = ${task}`.execute(tx);
    await sql`insert into runtime.task_end (id, instance_id, element, business_key, how, opened_at, at)
      values (${task}, ${instance}, 'Decide', ${key}, 'completed', ${AT}::timestamptz, ${AT}::timestamptz)`.execute(tx);
    await ended(tx, instance, key);
  });
}

/** A job that is done, by hand: claimed in a commit of its own, ended in another. */
export async function jobsByHand(db: Db, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string; instance_id: string; business_key: string }>`
    update runtime.job set lease_until = now() + interval '1 minute', attempts = attempts + 1
    where id in (select id from runtime.job where due <= now() and lease_until is null order by priority desc, due, id
      limit ${limit} for update skip locked) returning id, instance_id, business_key`.execute(db);
  await Promise.all(
    rows.map((job) =>
      transaction(db, async (tx) => {
        await sql`delete from runtime.job where id = ${job.id}`.execute(tx);
        await sql`select id from runtime.instance where id = ${job.instance_id} for update`.execute(tx);
        await ended(tx, job.instance_id, job.business_key);
      }),
    ),
  );
  return rows.length;
}

const LAST_STEPS = 3;

async function ended(tx: Db, instance: string, key: string): Promise<void> {
  const ids = Array.from({ length: LAST_STEPS }, () => uuidv7());
  await sql`delete from runtime.token where instance_id = ${instance}`.execute(tx);
  await sql`update runtime.instance set next = 9, ended_at = ${AT}::timestamptz, ended_how = 'completed' where id = ${instance}`.execute(
    tx,
  );
  await sql`insert into runtime.history (id, instance_id, business_key, at, element, what, token)
    select id, ${instance}, ${key}, ${AT}::timestamptz, 'End', 'entered', 1 from unnest(${ids}::uuid[]) as id`.execute(
    tx,
  );
}
