import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { type IdentityNumber, type Sex, sexOf } from './number.ts';

/**
 * Legal sex by the numbers of parties, for statistics: as the house knew them before a day began, so that an old figure stays
 * what it was; as they are now when it is left out. Nothing of who has no such number.
 */
export async function sexesOf(
  db: Db,
  parties: readonly PartyId[],
  known: { readonly before?: Temporal.PlainDate } = {},
): Promise<ReadonlyMap<PartyId, Sex>> {
  const { before } = known;
  const live =
    before === undefined
      ? sql`valid_to is null`
      : sql`valid_from < ${before.toString()}::date and (valid_to is null or valid_to >= ${before.toString()}::date)`;
  const { rows } = await sql<IdentityNumber & { party: PartyId }>`
    select distinct on (party) party, type, value from identity.party_number
    where party = any(${[...new Set(parties)]}::uuid[]) and type in ('pnr', 'samnr') and ${live}
    order by party, (type = 'pnr') desc, valid_from desc`.execute(db);
  return new Map(
    rows.flatMap((number) => {
      const sex = sexOf(number);
      return sex === null ? [] : [[number.party, sex] as const];
    }),
  );
}
