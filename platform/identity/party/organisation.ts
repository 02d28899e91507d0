import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import { ensureParty } from './ensure.ts';
import { recordEvent } from './event.ts';
import { type IdentityNumber, readNumber } from './number.ts';
import { type PostalLines, registeredAddress, writtenAddresses } from './organisation-address.ts';
import { partyForNumber, partyView } from './party.ts';
import { syncMandates } from './register-mandates.ts';
import { addNumber, lockNumbers, type Origin } from './resolve.ts';

export interface AskedOrganisation {
  /** Of `readOrganisationNumber`. */
  readonly number: IdentityNumber;
  /** What it is called, where the town has no register of companies to ask; empty when that was not said. */
  readonly named: string;
  /** Legal time. */
  readonly at: Temporal.Instant;
}

/** An organisation as it is before anything of it is kept. */
export interface FoundOrganisation {
  /** Null: no party of the house yet. */
  readonly party: PartyId | null;
  readonly name: string;
  /** Null: none is known. */
  readonly address: PostalLines | null;
  /** Who signs for it, of those whom the house knows. */
  readonly signatories: readonly PartyId[];
}

/**
 * Looks an organisation up and writes nothing: what an officer has typed is kept when she has seen it and confirmed.
 * `unknown` and `nameless` as in `freshOrganisation`.
 */
export async function findOrganisation(
  db: Db,
  town: Town,
  { number, named, at }: AskedOrganisation,
): Promise<FoundOrganisation | 'unknown' | 'nameless'> {
  const party = await partyForNumber(db, number);
  const day = legalDay(at).toString();
  if (town.lookUps?.names.includes('company') === true) {
    const [row] = town.lookUps.answers.company(number.value, day);
    if (row === undefined) return 'unknown';
    const { numbers = [] } = town.lookUps.signatories?.(number.value) ?? {};
    const read = numbers.flatMap((value) => readNumber(value) ?? []);
    const known = await Promise.all(read.map((one) => partyForNumber(db, one)));
    const signatories = known.filter((one) => one !== null);
    return { party, name: String(row['namn']), address: registeredAddress(town, number, day), signatories };
  }
  if (party === null) return named === '' ? 'nameless' : { party, name: named, address: null, signatories: [] };
  const name = (await partyView(db, [party])).get(party)?.name ?? named;
  return { party, name, address: (await writtenAddresses(db, [party])).get(party) ?? null, signatories: [] };
}

/**
 * The party of an organisation, made when there is none: with the name that the register of companies has now, and those
 * who sign for it as its mandates, since who represents a party is not to handle its case (FL 16 §).
 * `unknown`: the register has no such number; `nameless`: there is no register, and nobody has said what it is called.
 */
export async function freshOrganisation(
  tx: Db,
  town: Town,
  asked: AskedOrganisation,
): Promise<PartyId | 'unknown' | 'nameless'> {
  const { number, named, at } = asked;
  await lockNumbers(tx, [number]);
  const known = await partyForNumber(tx, number);
  const companies = town.lookUps?.names.includes('company') === true ? town.lookUps : undefined;
  if (companies === undefined)
    return known ?? (named === '' ? 'nameless' : create(tx, number, named, { at, source: 'staff' }));
  const [row] = companies.answers.company(number.value, legalDay(at).toString());
  if (row === undefined) return 'unknown';
  const name = String(row['namn']);
  const party = known ?? (await create(tx, number, name, { at, source: 'register' }));
  if (known !== null)
    await sql`update identity.party set name = ${name} where id = ${party} and name <> ${name}`.execute(tx);
  const { numbers = [], jointly = 1 } = companies.signatories?.(number.value) ?? {};
  const agents: PartyId[] = [];
  for (const each of numbers) agents.push(await ensureParty(tx, town, each, at));
  const requires = jointly > 1 ? 'jointly' : 'alone';
  const register = 'companies';
  await syncMandates(tx, { principal: party, kind: 'firmatecknare', agents, requires, until: null, register, at });
  return party;
}

async function create(tx: Db, number: IdentityNumber, name: string, origin: Origin): Promise<PartyId> {
  const party = uuidv7() as PartyId;
  await sql`insert into identity.party (id, kind, name, created_at)
    values (${party}, 'organisation', ${name}, ${origin.at})`.execute(tx);
  const row = await addNumber(tx, party, number, origin);
  await recordEvent(tx, { party, kind: 'created', number: row, ...origin });
  return party;
}
