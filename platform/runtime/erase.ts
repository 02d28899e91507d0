import { sql } from 'kysely';
import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/** What hangs on an instance goes first, so that the certificate counts it. */
const OF_INSTANCE = [
  'runtime.variable',
  'runtime.done',
  'runtime.token',
  'runtime.scope',
  'runtime.migration_outcome',
  'runtime.suspension',
  'runtime.intervention',
  'runtime.task_end',
  'runtime.history',
] as const;

/**
 * Destroys what the processes of a business key have left: variables, answers, history, incidents, mail. Only for what
 * has ended: nothing that runs is taken away.
 */
export async function eraseInstances(tx: Db, key: string): Promise<Erased[]> {
  const { rows } = await sql<{ id: string }>`select id from runtime.instance where business_key = ${key}
    and ended_at is not null order by depth desc, id`.execute(tx);
  const erased: Erased[] = [];
  for (const { id } of rows) {
    for (const table of OF_INSTANCE) erased.push(...(await eraseRows(tx, table, 'instance_id', id)));
  }
  await sql`delete from runtime.incident_end e using runtime.incident i
    where e.incident_id = i.id and i.business_key = ${key}`.execute(tx);
  for (const table of ['runtime.incident', 'runtime.outbox', 'runtime.job', 'runtime.instance'] as const)
    erased.push(...(await eraseRows(tx, table, 'business_key', key)));
  return erased;
}
