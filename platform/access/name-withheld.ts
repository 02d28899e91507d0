import { sql } from 'kysely';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { NameWithheld } from '#platform/town/types.ts';
import type { PartyId } from './actor.ts';

interface Held extends NameWithheld {
  readonly id: string;
}

/**
 * Makes what holds about a person's name that of the list (FL 33 § st. 4): new rows start; one that is not in the list, or
 * stands otherwise there, ends by a row from the legal day of `at`. One that has run out stays as it is.
 */
export async function syncNamesWithheld(
  tx: Db,
  party: PartyId,
  wanted: readonly NameWithheld[],
  source: string,
  at: Temporal.Instant,
): Promise<void> {
  const today = legalDay(at).toString();
  // Two processes that start at once read the same list: the later one finds what the first has written.
  await sql`select from identity.party where id = ${party} for no key update`.execute(tx);
  const { rows } = await sql<Held>`select w.id, w.board, w.grounds, w.from_day::text as "from", w.to_day::text as "to"
    from access.name_withheld w where w.party = ${party}
      and not exists (select from access.name_withheld_end e where e.withheld_id = w.id)`.execute(tx);
  const same = (a: NameWithheld, b: NameWithheld) =>
    a.board === b.board && a.from === b.from && a.to === b.to && a.grounds === b.grounds;
  for (const held of rows.filter((each) => each.to >= today && !wanted.some((other) => same(each, other))))
    await sql`insert into access.name_withheld_end (withheld_id, day, source, at)
      values (${held.id}, ${today}::date, ${source}, ${at}) on conflict do nothing`.execute(tx);
  for (const each of wanted.filter((other) => !rows.some((held) => same(held, other))))
    await sql`insert into access.name_withheld (id, party, board, grounds, from_day, to_day, source, at)
      values (${uuidv7()}, ${party}, ${each.board}, ${each.grounds}, ${each.from}::date, ${each.to}::date, ${source},
        ${at})`.execute(tx);
}
