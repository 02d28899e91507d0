import { sql } from 'kysely';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

export type MandateKind = 'vardnadshavare' | 'fullmakt' | 'god-man' | 'forvaltare' | 'firmatecknare';

/** Somebody's right to act for somebody else (identity.md §8). */
export interface Mandate {
  readonly id: string;
  readonly principal: PartyId;
  readonly agent: PartyId;
  readonly kind: MandateKind;
  /** Empty means everything the kind covers. */
  readonly scope: readonly string[];
  readonly requires: 'alone' | 'jointly' | 'both';
  readonly source: string;
  readonly validFrom: Temporal.PlainDate;
  /** The first day it does not hold any more. */
  readonly validTo: Temporal.PlainDate | null;
}

const columns = sql`id, principal, agent, kind, scope, requires, source, valid_from as "validFrom", valid_to as "validTo"`;

/** Guardian rights flip at midnight, so every question names the legal day. */
const live = (day: Temporal.PlainDate) => sql`revoked_at is null and valid_from <= ${day}::date
  and (valid_to is null or valid_to > ${day}::date)`;

/** Whom a person may act for on a day. */
export async function mandatesOf(db: Db, agent: PartyId, day: Temporal.PlainDate): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`select ${columns} from identity.mandate
    where agent = ${agent} and ${live(day)} order by valid_from, id`.execute(db);
  return rows;
}

/** Who holds custody of a child on a day; two with joint custody. */
export async function guardiansOf(db: Db, child: PartyId, day: Temporal.PlainDate): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`select ${columns} from identity.mandate
    where principal = ${child} and kind = 'vardnadshavare' and ${live(day)} order by valid_from, id`.execute(db);
  return rows;
}

/**
 * The actor as one who acts for somebody, with the mandate that says so; null when there is none on that day. Acting
 * for oneself needs none.
 */
export async function actingFor(
  db: Db,
  actor: Actor,
  principal: PartyId,
  day: Temporal.PlainDate,
): Promise<Actor | null> {
  if (actor.kind !== 'citizen') return null;
  if (actor.party === principal) return { ...withoutMandate(actor), principal };
  const mandate = (await mandatesOf(db, actor.party, day)).find((each) => each.principal === principal);
  return mandate === undefined ? null : { ...actor, principal, mandate: mandate.id };
}

function withoutMandate(actor: Extract<Actor, { kind: 'citizen' }>): Extract<Actor, { kind: 'citizen' }> {
  const { mandate: _, ...own } = actor;
  return own;
}
