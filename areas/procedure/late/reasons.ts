import { type RawBuilder, sql } from 'kysely';
import { REASONS, type Reason } from './asked.ts';

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

/** A case's reasons are one number, a bit each: thousands of cases are counted without a list for each of them. */
export const bitOf = (reason: Reason): number => 1 << REASONS.indexOf(reason);

/** The reasons of such a number, the one that is said first in front. */
export const reasonsIn = (bits: number): readonly Reason[] => REASONS.filter((reason) => (bits & bitOf(reason)) !== 0);

const bit = (reason: Reason) => sql.lit(bitOf(reason));

/**
 * The cases of the units that staff have tasks in, as the table `staff` of a `with`: one row each, with the first day of its
 * tasks and why these stand.
 */
export function staffOf(units: readonly string[], today: Today): RawBuilder<unknown> {
  const of = sql`any(${[...units]}::text[])`;
  return sql`staff as materialized (select w.case_id, w.unit, min(w.service) as service, min(w.due) as due,
      bit_or(case when k.party_id is null then ${bit('unclaimed')}
        when z.party_id is not null then ${bit('absent')} else ${bit('claimed')} end) as reasons
    from cases.work w left join runtime.task_claim k on k.task_id = w.task_id
      left join (select distinct x.unit, x.party_id from cases.absent x where x.unit = ${of}
        and x.from_day <= ${today} and (x.to_day is null or x.to_day >= ${today})) z on z.unit = w.unit and z.party_id = k.party_id
    where w.unit = ${of} group by w.case_id, w.unit)`;
}

/**
 * Why cases stand beside what is said in `staff`, as rows of `case_id, reasons, task`, the last for an open task of a party.
 * What was asked, told and paused before a decision explains nothing after it.
 */
export function reasonsOf(today: Today): RawBuilder<unknown> {
  return sql`select r.case_id, bit_or(r.reason) as reasons, bool_or(r.task) as task from (
      select i.business_key as case_id, ${bit('incident')} as reason, false as task from runtime.incident i
        where not exists (select from runtime.incident_end e where e.incident_id = i.id)
      union all select t.case_id, ${bit('party')}, true from parties t
      union all select a.case_id, case when a.act = 'tell-delay' then ${bit('told')} else ${bit('party')} end, false
        from acts a where a.act = 'tell-delay' or (${asked(today)})
      union all select p.case_id, case p.reason when 'opinion' then ${bit('opinion')} else ${bit('paused')} end, false
        from pauses p where ${pausing(today)}) r group by r.case_id`;
}
