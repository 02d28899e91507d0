import { sql } from 'kysely';
import { insightOf } from '#areas/cases/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

/** A document that a communication told the parties of. */
export interface ToldOf {
  /** The act; of what the service's own process communicated, the letter. */
  readonly act: string;
  readonly document: string;
}

/** Keeps which documents a communication tells of. */
export async function keepToldOf(
  tx: Db,
  told: { readonly caseId: string; readonly act: string; readonly documents: readonly string[] },
): Promise<void> {
  await sql`insert into procedure.communicated (act_id, document_id, case_id)
    select ${told.act}::uuid, d, ${told.caseId}::uuid from unnest(${[...told.documents]}::uuid[]) d`.execute(tx);
}

/** The same of a letter with which the service's own process communicates. */
export async function keepToldByLetter(
  tx: Db,
  told: { readonly caseId: string; readonly letter: string; readonly documents: readonly string[] },
): Promise<void> {
  await sql`insert into procedure.communicated (letter_id, document_id, case_id)
    select ${told.letter}::uuid, d, ${told.caseId}::uuid from unnest(${[...told.documents]}::uuid[]) d`.execute(tx);
}

/** What the communications of a case have told of; to a party only what she may see of it (OSL 10 kap. 3 §). */
export async function toldOfIn(
  db: Db,
  { caseId, actor }: { readonly caseId: string; readonly actor: Actor },
): Promise<readonly ToldOf[]> {
  const { rows } = await sql<ToldOf>`select coalesce(c.act_id, c.letter_id) as act, c.document_id as document
    from procedure.communicated c where c.case_id = ${caseId} order by act, document`.execute(db);
  if (actor.kind === 'staff' || rows.length === 0) return rows;
  if (actor.kind !== 'citizen') return [];
  const shown = await shownTo(db, actor.principal, caseId);
  return rows.filter(({ document }) => shown.has(document));
}

/** The documents of a case that a party sees. */
export async function shownTo(db: Db, party: PartyId, caseId: string): Promise<ReadonlySet<string>> {
  const insight = await insightOf(db, party, caseId);
  return new Set(insight.flatMap(({ item, shown }) => (shown ? [item] : [])));
}
