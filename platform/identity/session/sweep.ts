import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { ABSOLUTE } from './session.ts';

/** Ended sessions are kept this long, to answer "was it me?"; they hold no number and no network address. */
const KEEP = Temporal.Duration.from({ hours: 24 * 30 });

/** Removes what has run out: sessions, sign-ins under way, rows of the test e-ID. Real time; run it hourly. */
export async function sweepIdentity(db: Db, now = Temporal.Now.instant()): Promise<void> {
  await sql`delete from identity.session where created_at < ${now.subtract(KEEP).subtract(ABSOLUTE)}`.execute(db);
  await sql`delete from identity.sign_in where expires_at < ${now}`.execute(db);
  await sql`delete from identity.oidc where expires_at < ${now}`.execute(db);
}
