import { type RawBuilder, sql } from 'kysely';
import type { Actor, PartyId } from './actor.ts';

/** Where the facts of a case stand in the caller's query. */
export interface CaseColumns {
  readonly unit: RawBuilder<unknown>;
  readonly protected: RawBuilder<unknown>;
  /** All parties of the case as `uuid[]`. */
  readonly parties: RawBuilder<unknown>;
}

/**
 * `can(actor, 'case.open')` and `'case.follow'` as an SQL condition, so that a list never reads what its reader may not
 * see. A test holds it against the table of permissions.
 * @param kin for staff: `kinOf(db, actor.party)`
 */
export function mayOpen(actor: Actor, columns: CaseColumns, kin: readonly PartyId[] = []): RawBuilder<boolean> {
  if (actor.kind === 'citizen') return sql`(${actor.principal}::uuid = any(${columns.parties}))`;
  if (actor.kind !== 'staff' || !actor.may.includes('work')) return sql`false`;
  const near = [actor.party, ...kin];
  return sql`(${columns.unit} = ${actor.unit}
    and (${columns.protected} = false or ${actor.may.includes('protected')})
    and not ${columns.parties} && ${near}::uuid[])`;
}
