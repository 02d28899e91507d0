import { sql } from 'kysely';
import { can, kinOf, logLook, type PartyId } from '#platform/access/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import { NotFound, TorgetError } from '#platform/errors.ts';
import { freshParty } from '#platform/identity/index.ts';
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

/**
 * Who an officer is about to make a party, by personal number, as the register has her now. Undefined for nobody, and for
 * whom the officer could not open the case afterwards: somebody near her (FL 16 §), or protected. Looking is a look.
 */
export async function partyToAdd(
  { db, town, actor, now, requestId }: Request,
  view: CaseView,
  typed: string,
): Promise<{ readonly party: PartyId; readonly name: string } | undefined> {
  const number = typed.replace(/[\s‐-―-]/g, '');
  if (!/^\d{12}$/.test(number) || actor.kind !== 'staff') return undefined;
  if (town.registers !== undefined && town.registers.person(number) === undefined) return undefined;
  const party = await known(transaction(db, (tx) => freshParty(tx, town, number, Temporal.Instant.from(now))));
  if (party === undefined) return undefined;
  const { rows } = await sql<{ name: string; protected: boolean }>`select name, protected from identity.party
    where id = ${party}`.execute(db);
  const [row] = rows;
  const subject = { unit: view.unit, parties: [party], kin: await kinOf(db, actor.party) };
  if (row === undefined || !can(actor, 'case.open', { ...subject, protected: row.protected })) return undefined;
  await logLook(db, [{ kind: 'OPENED', actor, subject: party, at: now, purpose: 'case', caseId: view.id, requestId }]);
  return { party, name: row.name };
}

async function known(found: Promise<PartyId>): Promise<PartyId | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof TorgetError && error.code === 'no-identity-number') return undefined;
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
