import { sql } from 'kysely';
import { type Db, pipelined } from '#platform/database/index.ts';

/** A time is held so long after it was chosen: time enough to finish a form, and no day lost when nobody does. */
const HOLD_MINUTES = 30;

/** A time of a calendar that a question of a draft chose. */
export interface Choice {
  readonly draft: string;
  readonly question: string;
  readonly calendar: string;
  readonly slot: string;
}

/** The times of a calendar that others have: booked, or held and not yet given back. */
export async function takenSlots(db: Db, calendar: string, draft: string, now: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ slot: string }>`select slot from applications.booking
    where calendar = ${calendar} and draft_id <> ${draft}
      and (held_until is null or held_until > ${now}::timestamptz)`.execute(db);
  return new Set(rows.map(({ slot }) => slot));
}

/** Holds a time for a draft, and gives back the one that the question held before. False when somebody else has it. */
export async function holdSlot(tx: Db, choice: Choice, now: string): Promise<boolean> {
  const until = Temporal.Instant.from(now).add({ minutes: HOLD_MINUTES }).toString();
  return claim(tx, choice, now, until);
}

/** Books a time for good, when the application is sent. False when the hold had run out and somebody else has it. */
export async function bookSlot(tx: Db, choice: Choice, now: string): Promise<boolean> {
  return claim(tx, choice, now, null);
}

async function claim(tx: Db, choice: Choice, now: string, until: string | null): Promise<boolean> {
  const { draft, question, calendar, slot } = choice;
  await sql`delete from applications.booking where draft_id = ${draft} and question = ${question}
    and held_until is not null and (calendar, slot) <> (${calendar}, ${slot})`.execute(tx);
  const { numAffectedRows } =
    await sql`insert into applications.booking (calendar, slot, draft_id, question, held_until)
    values (${calendar}, ${slot}, ${draft}, ${question}, ${until}::timestamptz)
    on conflict (calendar, slot) do update
      set draft_id = excluded.draft_id, question = excluded.question, held_until = excluded.held_until
      where booking.draft_id = excluded.draft_id
        or (booking.held_until is not null and booking.held_until <= ${now}::timestamptz)`.execute(tx);
  return numAffectedRows === 1n;
}

/** Gives back what a draft holds; what it has booked stays. */
export async function releaseSlots(db: Db, draft: string): Promise<void> {
  await pipelined(db, sql`delete from applications.booking where draft_id = ${draft} and held_until is not null`);
}

/** Gives back the times that the application of a case has booked: it is not tried. */
export async function releaseBookings(tx: Db, caseId: string): Promise<void> {
  await sql`delete from applications.booking b using applications.application a
    where a.case_id = ${caseId} and b.draft_id = a.draft_id`.execute(tx);
}

/** Forgets holds that have run out: for the daily job. */
export async function sweepHolds(db: Db, now: string): Promise<void> {
  await sql`delete from applications.booking where held_until <= ${now}::timestamptz`.execute(db);
}
