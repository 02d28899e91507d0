import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { addMail, composeMail } from '#platform/messages/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import type { Ending } from './rounds.ts';

/** What people are told of a round. */
export type News = 'asked' | 'reminder' | 'filled-in' | 'pay' | Ending;

/**
 * Tells people by e-mail that something waits for them, or has happened, on Mina sidor. The mail says neither which
 * service nor who it is about: it may be read by others. Who has no address sees it on Mina sidor.
 */
export async function tell(
  tx: Db,
  { signing }: ApplicationsOptions,
  parties: readonly PartyId[],
  news: News,
  at: string,
): Promise<void> {
  if (signing === undefined || parties.length === 0) return;
  const { rows } = await sql<{ email: string | null; protected: boolean }>`select email, protected from identity.party
    where id = any(${[...parties]}::uuid[]) order by id`.execute(tx);
  for (const row of rows) {
    const mail = composeMail(uuidv7(), row, signing.words(news));
    if (mail.ok) await addMail(tx, mail.value, at);
  }
}
