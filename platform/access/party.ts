import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Actor, PartyId } from './actor.ts';

/** Whether the person at the keyboard is one of the parties, or acts for one of them (FL 16 § 1). */
export function isParty(actor: Actor, parties: readonly PartyId[]): boolean {
  if (actor.kind === 'staff') return parties.includes(actor.party);
  return actor.kind === 'citizen' && (parties.includes(actor.party) || parties.includes(actor.principal));
}

/**
 * The person and those near whom the house knows of: children, the other guardians of the same children, and whoever
 * represents or is represented by the person. A case of any of them is not the person's to work (FL (2017:900) 16 § 1:
 * "eller någon närstående"); what the house cannot know the officer must say (FL 18 §).
 */
export async function kinOf(db: Db, party: PartyId): Promise<PartyId[]> {
  const { rows } = await sql<{ party: PartyId }>`
    with live as (select principal, agent, kind from identity.mandate where revoked_at is null),
      near as (
        select agent as party from live where principal = ${party}
        union select principal from live where agent = ${party})
    select party from near
    union select live.agent from live join near on near.party = live.principal and live.kind = 'vardnadshavare'
    union select ${party}::uuid`.execute(db);
  return rows.map((row) => row.party);
}
