import type { MakeStage } from '@torget/process/scenarios';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { DatabaseStage } from './stage.ts';

/** Stages on one database, one after the other: each begins without the rows of the one before. */
export function databaseStages(db: Db): MakeStage {
  return async (clock) => {
    await sql`
      with a as (delete from runtime.incident_end), b as (delete from runtime.incident), c as (delete from runtime.job),
        d as (delete from runtime.history), e as (delete from runtime.message), f as (delete from runtime.start_timer),
        g as (delete from runtime.suspension)
      delete from runtime.instance`.execute(db);
    await sql`delete from runtime.definition`.execute(db);
    return new DatabaseStage(db, clock);
  };
}
