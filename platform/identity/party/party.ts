import { type RawBuilder, sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { IdentityNumber } from './number.ts';

/** What pages, letters and lists may know of a party: never a number, an address or a phone. */
export interface PartyView {
  readonly id: PartyId;
  readonly kind: 'person' | 'organisation' | 'estate';
  readonly name: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly birthDate: Temporal.PlainDate | null;
  readonly protected: boolean;
}

interface Row {
  id: PartyId;
  kind: PartyView['kind'];
  name: string;
  given_name: string | null;
  family_name: string | null;
  birth_date: Temporal.PlainDate | null;
  protected: boolean;
}

/** Names of parties by id, for those that exist. The caller logs the look. */
export async function partyView(tx: Db, ids: readonly PartyId[]): Promise<Map<PartyId, PartyView>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select id, kind, name, given_name, family_name, birth_date, protected
    from identity.party where id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, viewOf(row)]));
}

function viewOf(row: Row): PartyView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    givenName: row.given_name,
    familyName: row.family_name,
    birthDate: row.birth_date,
    protected: row.protected,
  };
}

/** The party that has this number now, or null. */
export async function partyForNumber(tx: Db, number: IdentityNumber): Promise<PartyId | null> {
  const { rows } = await sql<{ party: PartyId }>`
    select party from identity.party_number
    where type = ${number.type} and value = ${number.value} and valid_to is null`.execute(tx);
  return rows[0]?.party ?? null;
}

/**
 * The number of a party that a register or the bank is asked with; null when the party has none. A personnummer before
 * a coordination number. Only for the call itself: it is never shown to others, logged or stored.
 */
export async function numberOf(tx: Db, party: PartyId): Promise<IdentityNumber | null> {
  const { rows } = await sql<NumberRow>`select type, value, level from ${currentNumber(sql`${party}`)} number`.execute(
    tx,
  );
  return rows[0] === undefined ? null : numberIn(rows[0]);
}

/** The row that `numberOf` reads, as a part of another statement; `numberIn` makes the number of it. */
export function currentNumber(party: RawBuilder<unknown>): RawBuilder<NumberRow> {
  return sql<NumberRow>`(select n.type, n.value, n.level from identity.party_number n
    where n.party = ${party} and n.valid_to is null order by (n.type = 'pnr') desc, n.valid_from desc limit 1)`;
}

/** As `numberOf` for several parties in one statement. */
export async function numbersOf(tx: Db, parties: readonly PartyId[]): Promise<Map<PartyId, IdentityNumber>> {
  const { rows } = await sql<NumberRow & { party: PartyId }>`
    select distinct on (party) party, type, value, level from identity.party_number
    where party = any(${[...parties]}::uuid[]) and valid_to is null
    order by party, (type = 'pnr') desc, valid_from desc`.execute(tx);
  return new Map(rows.map((row) => [row.party, numberIn(row)]));
}

export type NumberRow = IdentityNumber & { readonly level: IdentityNumber['level'] | null };

export function numberIn({ type, value, level }: NumberRow): IdentityNumber {
  return { type, value, ...(level ? { level } : {}) };
}
