import { sql } from 'kysely';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, transaction, uuidv7 } from '#platform/database/index.ts';
import type { Town } from '#platform/town/index.ts';

/** How many looks of each kind a check holds: with a sign that asks for a look, and by chance. */
const WITH_SIGN = 15;
const BY_CHANCE = 15;
/** A check is done before the end of the month after. */
const DUE = { months: 2 } as const;
/** Office hours in which nobody wonders; other times are no fault, only a reason to ask. */
const [OPENS, CLOSES] = [6, 20];

/**
 * Takes out what is checked of the month that is over: for each unit whose staff have looked at anybody, once. Signs: a
 * protected person, a time out of hours, the officer's own family name, no task done in the case. The rest by chance, so
 * that nobody can know what will be read.
 */
export async function selectLooks(db: Db, town: Town, at: string): Promise<void> {
  const first = legalDay(Temporal.Instant.from(at)).with({ day: 1 });
  const [from, to] = [first.subtract({ months: 1 }), first.subtract({ days: 1 })];
  const due = from.add(DUE).subtract({ days: 1 });
  for (const { id: unit } of town.units)
    await transaction(db, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`insight.log_check ${unit}`}, 0))`.execute(tx);
      await selectUnit(tx, unit, { from: `${from}`, to: `${to}`, due: `${due}`, at });
    });
}

async function selectUnit(tx: Db, unit: string, of: { from: string; to: string; due: string; at: string }) {
  const { rows } = await sql<{ done: boolean }>`select exists (select from insight.log_check
    where unit = ${unit} and from_day = ${of.from}::date) as done`.execute(tx);
  if (rows[0]?.done) return;
  const zone = sql.lit('Europe/Stockholm');
  await sql`with looks as materialized (
      select l.id, l.actor_party, array_remove(array[
        case when p.protected then 'protected' end,
        case when extract(isodow from l.at at time zone ${zone}) > 5
          or extract(hour from l.at at time zone ${zone}) not between ${OPENS} and ${CLOSES - 1} then 'hours' end,
        case when p.id <> a.id and lower(substring(p.name from '\\S+$')) = lower(substring(a.name from '\\S+$')) then 'name' end,
        case when l.case_id is not null and not exists (select from runtime.task_end e
          where e.business_key = l.case_id and e.by_party = l.actor_party) then 'no-work' end], null) as why
      from access.look l join identity.party p on p.id = l.subject join identity.party a on a.id = l.actor_party
      where l.actor_kind = 'staff' and l.kind = 'OPENED' and l.unit = ${unit}
        and l.at >= ${of.from}::date::timestamp at time zone ${zone}
        and l.at < (${of.to}::date + 1)::timestamp at time zone ${zone}),
    c as (insert into insight.log_check (id, unit, from_day, to_day, due, looks, officers, at)
      select ${uuidv7()}::uuid, ${unit}, ${of.from}::date, ${of.to}::date, ${of.due}::date, count(*),
        count(distinct actor_party), ${of.at}::timestamptz from looks having count(*) > 0 returning id),
    taken as ((select * from looks where why <> '{}' order by random() limit ${WITH_SIGN})
      union (select * from looks order by random() limit ${BY_CHANCE}))
    insert into insight.checked_look (check_id, look_id, by_party, why)
      select c.id, t.id, t.actor_party, t.why from c, taken t`.execute(tx);
}
