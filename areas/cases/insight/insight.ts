import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

/** One item of a case's file as a party meets it. */
export interface Insight {
  /** A document or a note. */
  readonly item: string;
  readonly what: 'document' | 'note';
  /** Whether the party sees it (FL 10 §). */
  readonly shown: boolean;
  /** Whether somebody has tested it; what is neither shown nor ruled on waits for that. */
  readonly ruled: boolean;
  /** Of what is withheld: the provision. */
  readonly basis: string | null;
  /** What the party is told instead (OSL 10 kap. 3 §). */
  readonly summary: string | null;
  readonly at: string;
}

/** Every document and note of a case, oldest first, with whether a party of it sees it; nothing for who is no party. */
export async function insightOf(db: Db, party: PartyId, caseId: string): Promise<readonly Insight[]> {
  const { rows } = await sql<
    Insight & { readonly at: Temporal.Instant }
  >`select item, what, shown, ruled, basis, summary, at
    from cases.insight(${party}::uuid, ${caseId}::uuid) order by at, item`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}
