import { sql } from 'kysely';
import { can, kinOf, logLook, type PartyId } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import {
  findOrganisation,
  freshOrganisation,
  freshParty,
  type IdentityNumber,
  type PartyView,
  type PostalLines,
  partyView,
  readOrganisationNumber,
  sha256,
  withoutSigns,
  writeAddress,
} from '#platform/identity/index.ts';
import type { Request } from '#platform/web/index.ts';
import { CaseChanged } from './changed.ts';
import type { CaseView } from './queries/mine.ts';

interface RoleChange {
  readonly caseId: string;
  readonly party: string;
  readonly role: string;
  /** Why: the power of attorney, the decision, whose neighbour she is. */
  readonly reason: string;
  readonly by: string;
  readonly unit: string;
  readonly at: string;
}

/** What an officer types of whom she is about to make a party. */
export interface TypedParty {
  /** A personal number or an organisation's. */
  readonly number: string;
  /** What an organisation is called, for a town without a register of companies. */
  readonly name: string;
  /** Where it is written to, for the same town. */
  readonly address: PostalLines | null;
}

/** Whom an officer is about to make a party. */
export interface PartyToAdd {
  /** Null for an organisation that is no party of the house until it is confirmed. */
  readonly id: PartyId | null;
  readonly name: string;
  readonly kind: PartyView['kind'];
  /** Of an organisation, where it is written to; null when nobody knows. */
  readonly address: PostalLines | null;
  /** What is confirmed: of an organisation all that was shown of it. */
  readonly token: string;
}

/**
 * Who an officer is about to make a party, by number, as the register has them now. Undefined for nobody, and for whom
 * the officer could not open the case afterwards: somebody near her (FL 16 §), or protected. `nameless` for an organisation
 * that no register names and the officer has not named: nothing of one is kept here. Looking is a look.
 */
export async function partyToAdd(
  request: Request,
  view: CaseView,
  typed: TypedParty,
): Promise<PartyToAdd | 'nameless' | undefined> {
  const { db, actor, now, requestId } = request;
  if (actor.kind !== 'staff') return undefined;
  const organisation = readOrganisationNumber(typed.number);
  const found = await (organisation === null ? person(request, typed) : shown(request, organisation, typed));
  if (typeof found === 'string') return found === 'nameless' ? 'nameless' : undefined;
  const { near, protected: guarded, ...one } = found;
  const subject = { unit: view.unit, parties: near, kin: await kinOf(db, actor.party) };
  if (!can(actor, 'case.open', { ...subject, protected: guarded })) return undefined;
  const look = { kind: 'OPENED', actor, at: now, purpose: 'case', caseId: view.id, requestId } as const;
  if (one.id !== null) await logLook(db, [{ ...look, subject: one.id }]);
  return one;
}

/**
 * The party that was confirmed: an organisation becomes one of the house now, with the name and the address that were shown,
 * and that it was looked at is written when there is one to write it of.
 * @throws CaseChanged when it cannot be any more
 */
export async function confirmedParty(
  tx: Db,
  { town, now, actor, requestId }: Request,
  caseId: string,
  { typed, token }: { readonly typed: TypedParty; readonly token: string },
): Promise<PartyId> {
  const number = readOrganisationNumber(typed.number);
  if (number === null) return token as PartyId;
  const party = await freshOrganisation(tx, town, { number, named: typed.name, at: Temporal.Instant.from(now) });
  if (party === 'unknown' || party === 'nameless') throw new CaseChanged(`organisation ${party}`);
  await logLook(tx, [{ kind: 'OPENED', actor, subject: party, at: now, purpose: 'case', caseId, requestId }]);
  if (typed.address !== null && actor.kind === 'staff')
    await writeAddress(tx, { party, lines: typed.address, by: actor.party, at: now });
  return party;
}

interface Found extends PartyToAdd {
  /** The party and those who sign for it. */
  readonly near: readonly PartyId[];
  readonly protected: boolean;
}

async function shown(
  { db, town, now }: Request,
  number: IdentityNumber,
  typed: TypedParty,
): Promise<Found | 'nameless' | 'unknown'> {
  const found = await findOrganisation(db, town, { number, named: typed.name, at: Temporal.Instant.from(now) });
  if (typeof found === 'string') return found;
  const { party: id, name, signatories } = found;
  const address = typed.address ?? found.address;
  const token = sha256(JSON.stringify([number.value, name, address]));
  const near = id === null ? signatories : [id, ...signatories];
  return { id, name, kind: 'organisation', address, token, near, protected: false };
}

async function person({ db, town, now }: Request, typed: TypedParty): Promise<Found | 'unknown'> {
  const number = withoutSigns(typed.number);
  if (!/^\d{12}$/.test(number)) return 'unknown';
  if (town.registers !== undefined && town.registers.person(number) === undefined) return 'unknown';
  const id = await known(transaction(db, (tx) => freshParty(tx, town, number, Temporal.Instant.from(now))));
  const one = id === 'unknown' ? undefined : (await partyView(db, [id])).get(id);
  if (id === 'unknown' || one === undefined) return 'unknown';
  return { id, name: one.name, kind: one.kind, address: null, token: id, near: [id], protected: one.protected };
}

async function known(found: Promise<PartyId>): Promise<PartyId | 'unknown'> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof TorgetError && error.code === 'no-identity-number') return 'unknown';
    throw error;
  }
}

/**
 * Gives a party a role in the case; an agent with those whom she `represents` (FL 14 §). Whoever had left it is a party of it
 * again. @throws CaseChanged when she has it
 */
export async function addPartyRole(
  tx: Db,
  { represents = [], ...change }: RoleChange & { readonly represents?: readonly string[] },
): Promise<void> {
  const { caseId, party, role, at } = change;
  const { rows } = await sql`insert into cases.party_role (case_id, party_id, role, since)
    values (${caseId}, ${party}, ${role}, ${at}::timestamptz) on conflict do nothing returning role`.execute(tx);
  if (rows.length === 0) throw new CaseChanged(`${party} is ${role} in case ${caseId} already`);
  await sql`delete from cases.party_role where case_id = ${caseId} and party_id = ${party} and role = 'former'`.execute(
    tx,
  );
  await sql`insert into cases.represents (case_id, agent_id, party_id, since)
    select ${caseId}, ${party}, one, ${at}::timestamptz from unnest(${[...represents]}::uuid[]) one`.execute(tx);
  await write(tx, change, 'added', null);
}

/** The first open task of a case that nobody could answer if the party did not have this role; undefined for none. */
export async function waitsForRole(
  tx: Db,
  { caseId, party, role }: Pick<RoleChange, 'caseId' | 'party' | 'role'>,
): Promise<{ readonly element: string; readonly form: string | null } | undefined> {
  const { rows } = await sql<{ element: string; form: string | null }>`select t.element, t.form from runtime.task t
    where t.business_key = ${caseId} and ${`party/${role}`} = any(t.candidate_groups)
      and (t.assignee is null or t.assignee = ${party})
      and not exists (select from cases.party_role r where r.case_id = t.business_key
        and 'party/' || r.role = any(t.candidate_groups) and (r.party_id, r.role) <> (${party}::uuid, ${role})
        and (t.assignee is null or t.assignee = r.party_id::text))
    order by t.opened_at, t.id limit 1`.execute(tx);
  return rows[0];
}

/** Ends a role. Who has no other in the case stays in it as somebody whom it tells of, and sees nothing of it any more. */
export async function endPartyRole(tx: Db, change: RoleChange): Promise<void> {
  const { caseId, party, role, at } = change;
  const { rows } = await sql<{ since: Temporal.Instant }>`delete from cases.party_role where case_id = ${caseId}
    and party_id = ${party} and role = ${role} and role <> 'former' returning since`.execute(tx);
  const [ended] = rows;
  if (ended === undefined) throw new NotFound(`no ${role} ${party} in case ${caseId}`);
  await sql`insert into cases.party_role (case_id, party_id, role, since) select ${caseId}, ${party}, 'former', ${at}::timestamptz
    where not exists (select from cases.party_role where case_id = ${caseId} and party_id = ${party})`.execute(tx);
  if (role === 'agent')
    await sql`update cases.represents set until = ${at}::timestamptz where case_id = ${caseId} and agent_id = ${party}
      and until is null`.execute(tx);
  await write(tx, change, 'ended', ended.since.toString());
}

async function write(tx: Db, change: RoleChange, what: 'added' | 'ended', since: string | null): Promise<void> {
  const { caseId, party, role, reason, by, unit, at } = change;
  await sql`insert into cases.party_change (id, case_id, party_id, role, what, since, reason, by_party, unit, at)
    values (${uuidv7()}, ${caseId}, ${party}, ${role}, ${what}, ${since}::timestamptz, ${reason}, ${by}, ${unit}, ${at}::timestamptz)`.execute(
    tx,
  );
}
