import type { MigrationFault } from '@torget/process';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { MIGRATE } from '../jobs.ts';
import type { MigrationPlan } from '../migration.ts';

/** Running instances of a definition, oldest first. */
export async function runningOf(db: Db, definition: string, limit?: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from runtime.instance
    where definition_id = ${definition} and ended_at is null order by started_at, id limit ${limit ?? null}::bigint`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** A set of instances on its way to another version. */
export interface MigrationView {
  readonly plan: MigrationPlan;
  readonly reason: string;
  readonly by: string | null;
  readonly at: Temporal.Instant;
  readonly migrated: number;
  readonly refused: readonly { readonly instance: string; readonly faults: readonly MigrationFault[] }[];
  readonly refusedInAll: number;
  /** Whether jobs are left. */
  readonly going: boolean;
}

/** How a migration has gone so far; the first hundred that stay behind with their reasons. */
export async function migrationView(db: Db, id: string): Promise<MigrationView | undefined> {
  const { rows } = await sql<MigrationView>`
    select m.plan, m.reason, m.by_party as by, m.at,
      (select count(*)::int from runtime.migration_outcome o where o.migration_id = m.id and o.how = 'migrated') as migrated,
      (select count(*)::int from runtime.migration_outcome o where o.migration_id = m.id and o.how = 'refused') as "refusedInAll",
      (select coalesce(jsonb_agg(jsonb_build_object('instance', o.instance_id, 'faults', o.faults)), '[]')
        from (select instance_id, faults from runtime.migration_outcome where migration_id = m.id and how = 'refused'
          order by instance_id limit 100) o) as refused,
      exists (select from runtime.job j where j.type = ${MIGRATE} and j.payload->>'migration' = m.id::text) as going
    from runtime.migration m where m.id = ${id}`.execute(db);
  return rows[0];
}
