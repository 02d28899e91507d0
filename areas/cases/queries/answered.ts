import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';

/** What somebody answered in a task: a party's comment, an officer's proposal. */
export interface AnsweredRow {
  readonly id: string;
  readonly element: string;
  readonly answers: { readonly [question: string]: Json };
  readonly by: string | null;
  readonly byParty: PartyId | null;
  readonly at: string;
}

/** The answers that were given in the tasks of a case, newest first; the caller has asked whether the reader may open it. */
export async function answersOf(db: Db, caseId: string): Promise<readonly AnsweredRow[]> {
  const { rows } = await sql<Omit<AnsweredRow, 'at'> & { readonly at: Temporal.Instant }>`
    select e.id, e.element, e.answers, p.name as by, e.by_party as "byParty", e.at
    from runtime.task_end e left join identity.party p on p.id = e.by_party
    where e.business_key = ${caseId} and e.how = 'completed' and jsonb_typeof(e.answers) = 'object' and e.answers <> '{}'
    order by e.at desc, e.id desc`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}
