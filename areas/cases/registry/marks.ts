import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Request } from '#platform/web/index.ts';

export interface Mark {
  readonly id: string;
  /** Null: the whole case. */
  readonly documentId: string | null;
  readonly document: string | null;
  /** Null: all of it; otherwise which field of the case (`markables`). */
  readonly field: string | null;
  readonly basis: string;
  readonly unit: string;
  readonly at: string;
}

function refused(basis: string): TorgetError {
  return new TorgetError(
    'mark-without-law',
    422,
    {
      sv: 'En sekretessmarkering ska ange en bestämmelse i offentlighets- och sekretesslagen (OSL 5 kap. 5 §).',
      en: 'A secrecy mark must name a provision of the Public Access to Information and Secrecy Act (OSL 5:5).',
    },
    `no provision "${basis}"`,
  );
}

/** Marks a case, one of its documents or a field as secret under a provision. @throws TorgetError without one that is known */
export async function addMark(
  tx: Db,
  { actor, town }: Pick<Request, 'actor' | 'town'>,
  mark: Pick<Mark, 'documentId' | 'field' | 'basis' | 'at'> & { readonly caseId: string },
): Promise<void> {
  if (actor.kind !== 'staff' || !town.provisions.some(({ basis }) => basis === mark.basis)) throw refused(mark.basis);
  await sql`insert into cases.mark (id, case_id, document_id, field, basis, by_party, unit, at)
    select ${uuidv7()}, ${mark.caseId}::uuid, ${mark.documentId}::uuid, ${mark.field}, ${mark.basis}, ${actor.party}, ${actor.unit}, ${mark.at}::timestamptz
    where ${mark.documentId}::uuid is null
      or exists (select from cases.document d where d.id = ${mark.documentId}::uuid and d.case_id = ${mark.caseId}::uuid)`.execute(
    tx,
  );
}

/** The marks of a case that stand, oldest first. */
export async function marksOf(db: Db, caseId: string): Promise<Mark[]> {
  const { rows } =
    await sql<Mark>`select m.id, m.document_id as "documentId", d.title as document, m.field, m.basis, m.unit,
      to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from cases.standing_mark m left join cases.document d on d.id = m.document_id where m.case_id = ${caseId} order by m.id`.execute(
      db,
    );
  return rows;
}

/** Why a mark ends: it never should have been, or what it reminds of is secret no longer. */
export const MARK_ENDS = ['mistake', 'over'] as const;

/** A mark that reminds of nothing any more. */
export interface EndedMark extends Mark {
  readonly reason: (typeof MARK_ENDS)[number];
  readonly endedAt: string;
}

/** Ends a mark of the case; one that has ended stays as it is. @throws TorgetError without a reason */
export async function endMark(
  tx: Db,
  actor: Actor,
  end: { readonly caseId: string; readonly mark: string; readonly reason: string; readonly at: string },
): Promise<void> {
  if (actor.kind !== 'staff' || !MARK_ENDS.some((one) => one === end.reason)) throw withoutReason(end.reason);
  await sql`insert into cases.mark_end (mark_id, case_id, reason, by_party, unit, at)
    select m.id, m.case_id, ${end.reason}, ${actor.party}, ${actor.unit}, ${end.at}::timestamptz
    from cases.mark m where m.id = ${end.mark}::uuid and m.case_id = ${end.caseId}::uuid on conflict do nothing`.execute(
    tx,
  );
}

/** The marks of a case that have ended, in the order they did. */
export async function endedMarks(db: Db, caseId: string): Promise<EndedMark[]> {
  const { rows } =
    await sql<EndedMark>`select m.id, m.document_id as "documentId", d.title as document, m.field, m.basis, e.unit, e.reason,
      to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt"
    from cases.mark_end e join cases.mark m on m.id = e.mark_id left join cases.document d on d.id = m.document_id
    where e.case_id = ${caseId} order by e.at, m.id`.execute(db);
  return rows;
}

function withoutReason(reason: string): TorgetError {
  return new TorgetError(
    'mark-end-without-reason',
    422,
    {
      sv: 'Välj varför markeringen upphör: den var ett misstag, eller uppgiften är inte hemlig längre.',
      en: 'Choose why the mark ends: it was a mistake, or the information is secret no longer.',
    },
    `no reason "${reason}"`,
  );
}
