import { sql } from 'kysely';
import { can, kinOf, logLook, type PartyId } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import {
  freshOrganisation,
  freshParty,
  type PartyView,
  partyView,
  readOrganisationNumber,
  withoutSigns,
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
}

/**
 * Who an officer is about to make a party, by number, as the register has them now. Undefined for nobody, and for whom
 * the officer could not open the case afterwards: somebody near her (FL 16 §), or protected. `nameless` for an organisation
 * that no register names and the officer has not named. Looking is a look.
 */
export async function partyToAdd(
  request: Request,
  view: CaseView,
  typed: TypedParty,
): Promise<PartyView | 'nameless' | undefined> {
  const { db, actor, now, requestId } = request;
  if (actor.kind !== 'staff') return undefined;
  const party = await found(request, typed);
  if (party === 'unknown') return undefined;
  if (party === 'nameless') return 'nameless';
  const one = (await partyView(db, [party])).get(party);
  const subject = { unit: view.unit, parties: [party], kin: await kinOf(db, actor.party) };
  if (one === undefined || !can(actor, 'case.open', { ...subject, protected: one.protected })) return undefined;
  await logLook(db, [{ kind: 'OPENED', actor, subject: party, at: now, purpose: 'case', caseId: view.id, requestId }]);
  return one;
}

async function found({ db, town, now }: Request, typed: TypedParty): Promise<PartyId | 'nameless' | 'unknown'> {
  const at = Temporal.Instant.from(now);
  const organisation = readOrganisationNumber(typed.number);
  if (organisation !== null) {
    const asked = { number: organisation, named: typed.name, at };
    return transaction(db, (tx) => freshOrganisation(tx, town, asked));
  }
  const number = withoutSigns(typed.number);
  if (!/^\d{12}$/.test(number)) return 'unknown';
  if (town.registers !== undefined && town.registers.person(number) === undefined) return 'unknown';
  return known(transaction(db, (tx) => freshParty(tx, town, number, at)));
}

async function known(found: Promise<PartyId>): Promise<PartyId | 'unknown'> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof TorgetError && error.code === 'no-identity-number') return 'unknown';
    throw error;
  }
}

/** Gives a party a role in the case. Whoever had left it is a party of it again. @throws CaseChanged when she has it */
export async function addPartyRole(tx: Db, change: RoleChange): Promise<void> {
  const { caseId, party, role, at } = change;
  const { rows } = await sql`insert into cases.party_role (case_id, party_id, role, since)
    values (${caseId}, ${party}, ${role}, ${at}::timestamptz) on conflict do nothing returning role`.execute(tx);
  if (rows.length === 0) throw new CaseChanged(`${party} is ${role} in case ${caseId} already`);
  await sql`delete from cases.party_role where case_id = ${caseId} and party_id = ${party} and role = 'former'`.execute(
    tx,
  );
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
  await write(tx, change, 'ended', ended.since.toString());
}

async function write(tx: Db, change: RoleChange, what: 'added' | 'ended', since: string | null): Promise<void> {
  const { caseId, party, role, reason, by, unit, at } = change;
  await sql`insert into cases.party_change (id, case_id, party_id, role, what, since, reason, by_party, unit, at)
    values (${uuidv7()}, ${caseId}, ${party}, ${role}, ${what}, ${since}::timestamptz, ${reason}, ${by}, ${unit}, ${at}::timestamptz)`.execute(
    tx,
  );
}
