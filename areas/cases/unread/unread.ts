import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { pageByPage } from '#platform/one-by-one.ts';
import { noteInLists } from '../documents.ts';
import { MESSAGE } from '../house-process.ts';
import type { CasesOptions } from '../mount.ts';

type Lists = Pick<CasesOptions, 'catalogue' | 'runtime'>;

/** The house itself acts: something has come in. */
const SYSTEM: Actor = { kind: 'system', function: 'message' };
const AT_ONCE = 200;

/**
 * Marks what a party has sent unasked as unread by the unit, until somebody there opens it. Where nothing in the case waits
 * for staff, closed or not, it waits for them as a task, so that it stands in the unit's list: the case is not reopened
 * by it (FL 6 §). Call it with the case locked.
 */
export async function addUnread(
  tx: Db,
  lists: Lists,
  { caseId, document }: { readonly caseId: string; readonly document: string },
): Promise<void> {
  await sql`insert into cases.unread (document_id, case_id) values (${document}, ${caseId})`.execute(tx);
  await listUnread(tx, lists, caseId);
  await noteInLists(tx, caseId);
}

/** Somebody of the case's unit has opened it: the first time holds. One statement where there is nothing unread. */
export async function openUnread(
  tx: Db,
  { caseId, document }: { readonly caseId: string; readonly document: string },
  by: { readonly party: string; readonly unit: string; readonly at: string },
): Promise<void> {
  const { rows } = await sql`with gone as (delete from cases.unread u using cases.case c
      where u.document_id = ${document} and u.case_id = ${caseId} and c.id = u.case_id and c.unit = ${by.unit}
      returning u.document_id, u.case_id)
    insert into cases.opened (document_id, case_id, by_party, unit, at)
    select document_id, case_id, ${by.party}::uuid, ${by.unit}, ${by.at}::timestamptz from gone
    returning document_id`.execute(tx);
  if (rows.length > 0) await noteInLists(tx, caseId);
}

/** Cases with something unread that have gone out of their unit's list: they come into it again. */
export async function sweepUnread(db: Db, lists: Lists): Promise<void> {
  const outside = async (after: string) => {
    const { rows } = await sql<{ id: string }>`select distinct u.case_id as id from cases.unread u
      where u.case_id > ${after}::uuid and not exists (select from cases.work w where w.case_id = u.case_id)
      order by id limit ${AT_ONCE}`.execute(db);
    return rows;
  };
  await pageByPage(AT_ONCE, outside, ({ id }) => transaction(db, (tx) => listUnread(tx, lists, id)));
}

async function listUnread(tx: Db, { catalogue, runtime }: Lists, caseId: string): Promise<void> {
  // Held first and asked then: of two at once the second finds the task that the first has opened.
  await sql`select from cases.case where id = ${caseId} for update`.execute(tx);
  const { rows } = await sql<{ version: string; unit: string }>`select c.service_version as version, c.unit
    from cases.case c where c.id = ${caseId} and exists (select from cases.unread u where u.case_id = c.id)
      and not exists (select from cases.work w where w.case_id = c.id)`.execute(tx);
  const [found] = rows;
  const service = found && (await catalogue.readable(tx, found.version));
  if (found === undefined || service === undefined) return;
  const start = { service, businessKey: caseId, actor: SYSTEM, process: MESSAGE };
  await runtime.start(tx, { ...start, variables: { unit: found.unit } });
}
