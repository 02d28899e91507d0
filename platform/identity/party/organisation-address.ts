import { isContext, textOf } from '@torget/feel';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import type { IdentityNumber } from './number.ts';

/** Two lines of an envelope: street or box; postal code and town. */
export type PostalLines = readonly [string, string];

const LONGEST = 100;
/** A code and a place; also of another country. */
const POSTAL = /^(?=.*\d)(?=.*\p{L}{2})/u;

/** What somebody has written of an address; null when it is none, or not whole. */
export function readPostalLines(street: string, town: string): PostalLines | null {
  const [first, second] = [street.trim(), town.trim()];
  const fits = first !== '' && first.length <= LONGEST && second.length <= LONGEST && POSTAL.test(second);
  return fits ? [first, second] : null;
}

/** The address that the register of companies has on a day (`YYYY-MM-DD`); null where it has none, or there is none. */
export function registeredAddress({ lookUps }: Town, { value }: IdentityNumber, day: string): PostalLines | null {
  if (lookUps?.names.includes('company') !== true) return null;
  const address = lookUps.answers.company(value, day)[0]?.['adress'] ?? null;
  if (address === null || !isContext(address)) return null;
  const line = (part: string) => textOf(address[part] ?? '');
  return readPostalLines(line('gata'), `${line('postnummer')} ${line('ort')}`);
}

/** What officers have written last of where these organisations are written to. */
export async function writtenAddresses(
  db: Db,
  parties: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, PostalLines>> {
  const { rows } = await sql<{ party: PartyId; lines: PostalLines }>`
    select distinct on (party_id) party_id as party, lines from identity.organisation_address
    where party_id = any(${[...parties]}::uuid[]) order by party_id, id desc`.execute(db);
  return new Map(rows.map(({ party, lines }) => [party, lines]));
}

/** Keeps what an officer has written. `at`: legal time, RFC 3339. */
export async function writeAddress(
  tx: Db,
  {
    party,
    lines,
    by,
    at,
  }: { readonly party: PartyId; readonly lines: PostalLines; readonly by: string; readonly at: string },
): Promise<void> {
  await sql`insert into identity.organisation_address (id, party_id, lines, by_party, at)
    values (${uuidv7()}, ${party}, ${[...lines]}::text[], ${by}, ${at}::timestamptz)`.execute(tx);
}
