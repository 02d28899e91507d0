import { type RawBuilder, sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

/** One item of a case's file as a party meets it. */
export interface Insight {
  /** A document, a note, a change of what staff keep in a field, or what was answered in a task. */
  readonly item: string;
  readonly what: 'document' | 'note' | 'field' | 'answer';
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

/**
 * Everything in the file of a case, oldest first, with whether a party of it sees it; nothing for who is no party. What
 * staff have written and is not in the file yet is working material, and not there (TF 2 kap. 12 §), but where an officer
 * has shown it.
 */
export async function insightOf(db: Db, party: PartyId, caseId: string): Promise<readonly Insight[]> {
  const { rows } = await sql<
    Insight & { readonly at: Temporal.Instant }
  >`select item, what, shown, ruled, basis, summary, at
    from (${insightIn(sql`${party}::uuid`, caseId)}) i order by at, item`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}

const insightIn = (party: RawBuilder<unknown>, caseId: string) => sql`
  select item, what, shown, ruled, basis, summary, at from cases.insight(${party}, ${caseId}::uuid)
  union all
  select item, what, shown, ruled, basis, summary, at from cases.insight_written(${party}, ${caseId}::uuid)
  where filed or (ruled and shown)`;

/** Whether a party of the case has insight in it (FL 10 §); it has not where the decision is appealed under KL 13 kap. */
export async function hasInsight(db: Db, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select cases.party_insight(${caseId}::uuid) as has`.execute(db);
  return rows[0]?.has !== false;
}

/** Questions of the application whose answers are marked as secret and kept from a party until they are tested for it. */
export async function markedAnswers(db: Db, party: PartyId, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    marked: string[];
  }>`select cases.marked_answers(${party}::uuid, ${caseId}::uuid) as marked`.execute(db);
  return rows[0]?.marked ?? [];
}

/** Something that one or more parties of a case do not see until an officer has tested it. */
export interface Untested {
  readonly item: string;
  readonly what: Insight['what'];
  readonly parties: readonly { readonly id: string; readonly name: string }[];
}

/** What waits to be tested in a case, oldest first, each with the parties it waits for by name. */
export async function untestedIn(db: Db, caseId: string): Promise<readonly Untested[]> {
  const { rows } = await sql<Untested>`select i.item, i.what,
      jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name) as parties
    from (select distinct party_id from cases.party_role where case_id = ${caseId} and role <> 'former') r
    join identity.party p on p.id = r.party_id
    cross join lateral (${insightIn(sql`r.party_id`, caseId)}) i
    where not i.shown and not i.ruled group by i.item, i.what, i.at order by i.at, i.item`.execute(db);
  return rows;
}
