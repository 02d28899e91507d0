import { type RawBuilder, sql } from 'kysely';

type Today = RawBuilder<unknown>;

/** What a party was asked for and nobody has answered; an opinion that was asked for until its last day. */
export const asked = (today: Today) => sql`a.act in ('request-completion', 'communicate')
  and (a.act = 'request-completion' or (a.data->>'senast')::date >= ${today})
  and not exists (select from procedure.act e where e.about = a.id)`;

/** The clock stands still on the day: `p` is the pause. */
export const pausing = (today: Today) => sql`${today} between p.from_day and p.until
  and not exists (select from cases.pause_end e where e.pause_id = p.id)`;

/** The absence of who has a task on a day: `k` is the claim, `unit` where the task is. */
export const absence = (unit: RawBuilder<unknown>, today: Today) => sql`select x.to_day from cases.absent x
  where x.unit = ${unit} and x.party_id = k.party_id and x.from_day <= ${today} and (x.to_day is null or x.to_day >= ${today})`;

/**
 * Why each case of the table `late` stands, as rows of `case_id, reason` (`REASONS`), each once. What was asked, told and
 * paused before a decision explains nothing after it.
 */
export function reasonsOf(today: Today): RawBuilder<unknown> {
  const undecided = sql`late l join cases.undecided u on u.case_id = l.case_id`;
  return sql`select l.case_id, 'incident' as reason from runtime.incident i join late l on l.case_id = i.business_key
      where not exists (select from runtime.incident_end e where e.incident_id = i.id)
    union
    select l.case_id, 'party' from late l join runtime.task t on t.business_key = l.case_id
      where not cases.is_for_staff(t.candidate_groups)
    union
    select l.case_id, case when a.act = 'tell-delay' then 'told' else 'party' end
      from ${undecided} join procedure.act a on a.case_id = l.case_id where a.act = 'tell-delay' or (${asked(today)})
    union
    select l.case_id, case p.reason when 'opinion' then 'opinion' else 'paused' end
      from ${undecided} join cases.pause p on p.case_id = l.case_id where ${pausing(today)}
    union
    select l.case_id, case when k.party_id is null then 'unclaimed'
        when exists (${absence(sql`w.unit`, today)}) then 'absent' else 'claimed' end
      from late l join cases.work w on w.case_id = l.case_id left join runtime.task_claim k on k.task_id = w.task_id
    union
    select l.case_id, 'nothing' from late l
      where not exists (select from runtime.task t where t.business_key = l.case_id)`;
}
