import { syncNamesWithheld } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import { readNumber } from './number.ts';
import { partyForNumber } from './party.ts';

/**
 * Brings what is held about whose name is not told up to what `registers/staff.yaml` says now, without waiting for the
 * person to sign in: her name stands in what she did before.
 */
export async function refreshNamesWithheld(db: Db, town: Town, at: Temporal.Instant): Promise<void> {
  for (const person of town.registers?.staff ?? []) {
    const number = readNumber(person.number);
    await transaction(db, async (tx) => {
      const party = number === null ? null : await partyForNumber(tx, number);
      if (party !== null) await syncNamesWithheld(tx, party, person.namesWithheld, 'registers/staff.yaml', at);
    });
  }
}
