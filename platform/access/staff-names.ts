import { sql } from 'kysely';
import { legalDay } from '#platform/calendar/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { Town } from '#platform/town/types.ts';
import { boardOf } from './board-of.ts';
import { withoutNames } from './names-in-words.ts';

/** Something that somebody of the staff did, in a unit. */
export interface StaffDid {
  readonly party: string;
  readonly unit: string;
  readonly at: string | Temporal.Instant;
}

/**
 * Names of staff as parties and the public may see them on pages, in the order asked for; null where the unit is told
 * alone. A name may reach somebody violent (law.md §7): it is told where the unit's board has chosen so, and not while it
 * is withheld or protected, nor then of what was done meanwhile (FL 33 § st. 4). `now`: legal time.
 */
export async function staffNames(
  db: Db,
  town: Town,
  did: readonly StaffDid[],
  now: string | Temporal.Instant,
): Promise<readonly (string | null)[]> {
  const boards = did.map(({ unit }) => {
    const board = boardOf(town, unit);
    return board?.showsStaffAs === 'name' ? board.id : null;
  });
  if (boards.every((board) => board === null)) return did.map(() => null);
  const { rows } = await sql<{ name: string | null }>`
    select case when d.board is not null then access.told_name(d.party, d.board, d.done, ${legalDay(now).toString()}::date) end as name
    from unnest(${did.map(({ party }) => party)}::uuid[], ${boards}::text[], ${did.map(({ at }) => legalDay(at).toString())}::date[])
      with ordinality d (party, board, done, place) order by d.place`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Which of these lines, as they were typed, name staff whose name is not told for a board on one of the days (`YYYY-MM-DD`),
 * each with the way to tell it with a word in place of the name: the minutes of a board name whoever presented a case in
 * words. A name is known as the e-ID says it and as the list of staff does.
 */
export async function withheldAmong(
  db: Db,
  { registers }: Pick<Town, 'registers'>,
  lines: readonly string[],
  { board, days }: { readonly board: string; readonly days: readonly string[] },
): Promise<ReadonlyMap<string, (word: string) => string>> {
  const listed = registers?.staff.flatMap(({ name, assignments }) => assignments.map(({ id }) => ({ id, name }))) ?? [];
  const { rows } = await sql<{ names: (string | null)[] }>`select distinct array[p.name, l.name] as names
    from access.assignment a join identity.party p on p.id = a.party
    left join jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) l (id text, name text) on l.id = a.name
    where exists (select from unnest(${[...days]}::date[]) d (day)
      where access.name_withheld_on(p.id, ${board}, d.day) is not null)`.execute(db);
  const names = [...new Set(rows.flatMap((row) => row.names.filter((name) => name !== null)))];
  const found = lines.filter((line) => withoutNames(line, names, '') !== line);
  return new Map(found.map((line) => [line, (word) => withoutNames(line, names, word)]));
}
