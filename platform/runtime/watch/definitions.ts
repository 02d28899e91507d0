import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A process of one version of a service, which instances run on. */
export interface Definition {
  readonly id: string;
  /** Content hash of the version. */
  readonly version: string;
  readonly process: string;
}

/** Every process that an instance was ever started on, in the order of their first start. */
export async function definitions(db: Db): Promise<Definition[]> {
  const { rows } = await sql<Definition>`
    select id, service_version as version, process from runtime.definition order by id`.execute(db);
  return rows;
}
