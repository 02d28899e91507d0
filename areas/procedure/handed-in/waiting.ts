import { type RawBuilder, sql } from 'kysely';
import { APPEAL, INSIGHT, REQUEST } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { undecided } from '../undecided.ts';

/** What somebody hands in that the unit must do something about by a day, and the house's process that keeps it in the list. */
export const HANDED_IN = { appeal: APPEAL, request: REQUEST, insight: INSIGHT } as const;
export type HandedIn = keyof typeof HANDED_IN;
export const KINDS = Object.keys(HANDED_IN) as readonly HandedIn[];

/** No other act has answered or ended `a`. */
const unanswered = sql`not exists (select from procedure.act e where e.case_id = a.case_id and e.about = a.id)`;

/** An appeal, or the withdrawal of one that was handed over before it came. Each is found along an index of its own. */
const appeal = sql`(a.act in ('appeal', 'register-appeal')
  or (a.act in ('withdraw-appeal', 'register-withdrawn-appeal') and a.data ? 'handed'))`;

/**
 * That the act `a` waits. An appeal is neither dismissed, withdrawn nor handed over: one of a decision that was changed since
 * is handed over all the same (FL 46 §). A withdrawal is not sent after the appeal that it is of. A request for a decision is not refused, and its case not decided (FL 12 §). What a party asks a written decision on is neither refused so nor shown (OSL 6 kap. 3 §).
 */
export const WAITS: { readonly [what in HandedIn]: RawBuilder<boolean> } = {
  appeal: sql`(${appeal} and ${unanswered})`,
  request: sql`(a.act = 'request-decision' and ${unanswered}
    and exists (select from cases.case c where c.id = a.case_id and ${undecided}))`,
  insight: sql`(a.act = 'request-insight' and ${unanswered} and not exists (select from procedure.act v
    where v.case_id = a.case_id and v.act = 'show-party' and v.id > a.id and v.data->>'handling' = a.data->>'handling'
      and (v.data->>'part' = 'alla' or v.data->>'part' = a.for_party::text)))`,
};

/** The day by which it is to be done: an appeal is handed over within a week, a request decided within its four weeks; a decision to refuse insight is made within a week. */
const DUE: { readonly [what in HandedIn]: RawBuilder<string> } = {
  appeal: sql`((a.at at time zone 'Europe/Stockholm')::date + 7)::text`,
  request: sql`a.data->>'due'`,
  insight: sql`((a.at at time zone 'Europe/Stockholm')::date + 7)::text`,
};

/** By when the one that has waited longest in the case is to be done, `YYYY-MM-DD`; undefined when none waits. */
export async function waitsUntil(db: Db, caseId: string, what: HandedIn): Promise<string | undefined> {
  const { rows } = await sql<{ due: string }>`select ${DUE[what]} as due from procedure.act a
    where a.case_id = ${caseId} and ${WAITS[what]} order by a.id limit 1`.execute(db);
  return rows[0]?.due;
}
