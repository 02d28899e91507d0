import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Person, Town } from '#platform/town/types.ts';
import { type IdentityNumber, writtenNumber } from './number.ts';
import { type PartyView, partyView } from './party.ts';

/** "Mina uppgifter": what the house knows of the person who asks, for nobody else's eyes. */
export interface MyDetails extends PartyView {
  readonly email: string | null;
  readonly phone: string | null;
  readonly numbers: readonly MyNumber[];
  /** From the register at this moment, never kept; null for a protected person, also here: screens are seen by others. */
  readonly address: Person['address'] | null;
}

export interface MyNumber {
  readonly type: IdentityNumber['type'];
  /** `19850124-2393`. */
  readonly written: string;
  readonly level: IdentityNumber['level'] | null;
  readonly source: string;
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | null;
  /** A coordination number that has fallen asleep and should be renewed. */
  readonly dormant: boolean;
}

interface NumberRow {
  type: IdentityNumber['type'];
  value: string;
  level: IdentityNumber['level'] | null;
  source: string;
  valid_from: Temporal.PlainDate;
  valid_to: Temporal.PlainDate | null;
  dormant_from: Temporal.PlainDate | null;
}

/** The person's own details; the party comes from the session, never from an address. Null for an unknown party. */
export async function myDetails(db: Db, town: Town, party: PartyId, at: Temporal.Instant): Promise<MyDetails | null> {
  const view = (await partyView(db, [party])).get(party);
  if (view === undefined) return null;
  const contact = await sql<{ email: string | null; phone: string | null }>`
    select email, phone from identity.party where id = ${party}`.execute(db);
  const { rows } = await sql<NumberRow>`select type, value, level, source, valid_from, valid_to, dormant_from
    from identity.party_number where party = ${party} order by valid_to desc nulls first, valid_from`.execute(db);
  const live = rows.find((row) => row.valid_to === null);
  return {
    ...view,
    email: contact.rows[0]?.email ?? null,
    phone: contact.rows[0]?.phone ?? null,
    address: view.protected || live === undefined ? null : (town.registers?.person(live.value)?.address ?? null),
    numbers: rows.map((row) => ({
      type: row.type,
      written: writtenNumber({ type: row.type, value: row.value }),
      level: row.level,
      source: row.source,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      dormant: row.dormant_from !== null && Temporal.PlainDate.compare(row.dormant_from, legalDay(at)) <= 0,
    })),
  };
}
