import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/**
 * Frees jobs whose worker is gone, so that they need not wait for their lease to run out. Only for a worker that knows
 * that it is the only one on its database (the embedded server belongs to one Torget): others' leases would be taken.
 */
export async function freeJobs(db: Db, owner: string): Promise<void> {
  await sql`update runtime.job set lease_owner = null, lease_until = null where lease_owner <> ${owner}`.execute(db);
}
