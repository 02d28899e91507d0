import { sql } from 'kysely';
import { type Db, type Erased, eraseRows } from '#platform/database/index.ts';

/** What goes, in the order that foreign keys ask for. A test holds the list against the schema. */
export const CASE_TABLES = [
  'cases.work',
  'cases.undecided',
  'cases.untranslated',
  'cases.unexecuted',
  'cases.insight_ruling',
  'cases.unread',
  'cases.opened',
  'cases.document',
  'cases.taken_up',
  'cases.decision',
  'cases.final_handling',
  'cases.evaluation',
  'cases.fact',
  'cases.comment_end',
  'cases.comment',
  'cases.note',
  'cases.staff_field',
  'cases.relation_end',
  'cases.relation',
  'cases.conflict',
  'cases.chosen',
  'cases.assigned',
  'cases.pause_end',
  'cases.pause',
  'cases.deadline',
  'cases.payment_order',
  'cases.fee_paid',
  'cases.status',
  'cases.routing',
  'cases.party_change',
  'cases.represents',
  'cases.party_role',
] as const;

/**
 * What stays: the number and the days of the case, that it was closed and destroyed, and its entries in the registry with
 * what they are about, as it last stood, and the marks that withhold them (the registry itself is kept; cases under `register: akt` have no entries).
 */
export const KEPT_TABLES = [
  'cases.closure',
  'cases.destroyed',
  'cases.entry',
  'cases.subject',
  'cases.mark',
  'cases.mark_end',
] as const;

/** Destroys the file of a case for good. Call it with a certificate only: the archive has asked what must be kept. */
export async function eraseCase(
  tx: Db,
  caseId: string,
  { certificate, at }: { readonly certificate: string; readonly at: string },
): Promise<Erased[]> {
  // What the registry withheld for the sake of a protected party stays withheld when her part in the case is gone.
  await sql`insert into cases.destroyed (case_id, certificate, at, withheld)
    select ${caseId}, ${certificate}, ${at}::timestamptz, exists (select from cases.party_role r
      join identity.party p on p.id = r.party_id where r.case_id = ${caseId} and p.protected)`.execute(tx);
  const erased: Erased[] = [];
  for (const table of CASE_TABLES) erased.push(...(await eraseRows(tx, table, 'case_id', caseId)));
  erased.push(...(await eraseSubjects(tx, caseId)));
  await sql`update cases.case set application_id = null where id = ${caseId}`.execute(tx);
  return erased;
}

/** Earlier wordings of what the case is about: one that was mended, for a name that stood in it, is not kept by the registry. */
async function eraseSubjects(tx: Db, caseId: string): Promise<Erased[]> {
  const { rows } = await sql<{ sha256: string }>`delete from cases.subject s where s.case_id = ${caseId}
    and exists (select from cases.subject n where n.case_id = s.case_id and n.id > s.id)
    returning database.fingerprint(to_jsonb(s)) as sha256`.execute(tx);
  return rows.map(({ sha256 }) => ({ table: 'cases.subject', sha256 }));
}
