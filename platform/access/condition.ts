import { type RawBuilder, sql } from 'kysely';
import type { Actor, PartyId } from './actor.ts';

/** What the caller's query knows of a case, as conditions: of many cases they are asked as sets, of one as a look-up. */
export interface CaseColumns {
  readonly unit: RawBuilder<unknown>;
  /** Some party of the case has protected identity. */
  readonly protected: RawBuilder<boolean>;
  /** Some party of the case is among these. */
  hasParty(among: readonly PartyId[]): RawBuilder<boolean>;
}

/**
 * `can(actor, 'case.open')` and `'case.follow'` as an SQL condition, so that a list never reads what its reader may not
 * see. A test holds it against the table of permissions.
 * @param kin for staff: `kinOf(db, actor.party)`
 */
export function mayOpen(actor: Actor, columns: CaseColumns, kin: readonly PartyId[] = []): RawBuilder<boolean> {
  if (actor.kind === 'citizen') return columns.hasParty([actor.principal]);
  if (actor.kind !== 'staff' || !actor.may.includes('work')) return sql`false`;
  const open = actor.may.includes('protected') ? sql`true` : sql`not ${columns.protected}`;
  return sql`(${columns.unit} = ${actor.unit} and ${open} and not ${columns.hasParty([actor.party, ...kin])})`;
}
