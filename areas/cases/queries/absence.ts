import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** That somebody is away, and who has their tasks meanwhile. Days are legal days, both included. */
export interface Absence {
  readonly id: string;
  readonly party: PartyId;
  readonly name: string;
  readonly substitute: PartyId;
  readonly substituteName: string;
  readonly from: Temporal.PlainDate;
  /** Null until it is ended. */
  readonly to: Temporal.PlainDate | null;
}

/** Absences of a unit that go on or are to come, the first first. */
export async function absencesOf(db: Db, unit: string, day: string): Promise<readonly Absence[]> {
  const { rows } = await sql<Absence>`select a.id, a.party_id as party, p.name, a.substitute_id as substitute,
      s.name as "substituteName", a.from_day as "from", a.to_day as "to"
    from cases.absent a join identity.party p on p.id = a.party_id join identity.party s on s.id = a.substitute_id
    where a.unit = ${unit} and (a.to_day is null or a.to_day >= ${day}::date) order by a.from_day, a.id`.execute(db);
  return rows;
}

export interface NewAbsence {
  readonly unit: string;
  readonly party: PartyId;
  readonly substitute: PartyId;
  readonly from: string;
  readonly to: string | null;
  readonly by: PartyId;
  readonly at: string;
}

/** Writes down that somebody is away. */
export async function addAbsence(tx: Db, absence: NewAbsence): Promise<void> {
  const { unit, party, substitute, from, to, by, at } = absence;
  await sql`insert into cases.absence (id, unit, party_id, substitute_id, from_day, to_day, by_party, at)
    values (${uuidv7()}, ${unit}, ${party}, ${substitute}, ${from}::date, ${to}::date, ${by}, ${at}::timestamptz)`.execute(
    tx,
  );
}

/** Ends an absence of the unit; one that has ended stays as it was. */
export async function endAbsence(
  tx: Db,
  { id, unit, by, at }: { readonly id: string; readonly unit: string; readonly by: PartyId; readonly at: string },
): Promise<void> {
  await sql`insert into cases.absence_end (absence_id, by_party, at)
    select id, ${by}, ${at}::timestamptz from cases.absence where id = ${id} and unit = ${unit} on conflict do nothing`.execute(
    tx,
  );
}

/** Whether two absences of one person would hold on one day: who stands in would then be anybody's guess. */
export async function overlaps(
  db: Db,
  { unit, party, from, to }: Pick<NewAbsence, 'unit' | 'party' | 'from' | 'to'>,
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from cases.absent a where a.unit = ${unit}
    and a.party_id = ${party} and daterange(a.from_day, a.to_day, '[]') && daterange(${from}::date, ${to}::date, '[]')) as found`.execute(
    db,
  );
  return rows[0]?.found === true;
}
