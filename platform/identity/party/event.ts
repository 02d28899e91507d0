import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';

export interface PartyEvent {
  readonly at: Temporal.Instant;
  readonly party: PartyId;
  readonly kind: 'created' | 'linked' | 'conflict' | 'level' | 'protected' | 'unprotected';
  /** Id of the row in party_number; never the number. */
  readonly number?: string;
  readonly other?: PartyId;
  readonly source: string;
}

/** Writes what happened to a party. A conflict that already stands is not written again at every sign-in. */
export async function recordEvent(tx: Db, event: PartyEvent): Promise<void> {
  await sql`insert into identity.party_event (id, at, party, kind, number, other, source)
    select ${uuidv7()}::uuid, ${event.at}::timestamptz, ${event.party}::uuid, ${event.kind}, ${event.number ?? null}::uuid,
      ${event.other ?? null}::uuid, ${event.source}
    where ${event.kind} <> 'conflict' or not exists (select 1 from identity.party_event
      where party = ${event.party} and kind = 'conflict' and other = ${event.other ?? null}::uuid)`.execute(tx);
}

/** What has happened to a party, oldest first. */
export async function eventsOf(db: Db, party: PartyId): Promise<PartyEvent[]> {
  const { rows } = await sql<PartyEvent>`select at, party, kind, number, other, source from identity.party_event
    where party = ${party} order by at, id`.execute(db);
  return rows;
}

/** Persons for whom two parties were found: an officer settles it, the machine never does. */
export async function openConflicts(db: Db): Promise<PartyEvent[]> {
  const { rows } = await sql<PartyEvent>`select at, party, kind, number, other, source from identity.party_event
    where kind = 'conflict' order by at, id`.execute(db);
  return rows;
}
