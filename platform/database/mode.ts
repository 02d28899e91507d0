import { sql } from 'kysely';
import type { Db } from './index.ts';

/** `real` refuses the test e-ID, example people, a moved clock, the mail viewer and plain-http origins. */
export type Mode = 'example' | 'real';

/** The mode and town of a database, or undefined when it was never set (not made by Torget). */
export async function databaseMode(db: Db): Promise<{ mode: Mode; town: string } | undefined> {
  const { rows } = await sql<{ mode: Mode; town: string }>`select mode, town from database.mode`.execute(db);
  return rows[0];
}

/** Sets the mode of a database that has none; one that has keeps it. Gives the mode that holds. */
export async function setMode(db: Db, mode: Mode, town: string): Promise<{ mode: Mode; town: string }> {
  await sql`insert into database.mode (mode, town) values (${mode}, ${town}) on conflict do nothing`.execute(db);
  return (await databaseMode(db)) ?? { mode, town };
}
