import { sql } from 'kysely';

/** Neither decided, nor closed, nor taken back: of the case `c`. */
export const undecided = sql`not exists (select from cases.closure x where x.case_id = c.id)
  and not exists (select from cases.standing_decision d where d.case_id = c.id)
  and not exists (select from procedure.act w where w.case_id = c.id and w.act = 'withdraw'
    and not w.data ? 'others')`;
