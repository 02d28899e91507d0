import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** Which language a person uses towards the authority (FL 13 §, lag 2009:724 8 §). */
export interface LanguageNeed {
  readonly party: PartyId;
  /** ISO 639, `fi`; of a language that people name themselves, its name. */
  readonly language: string;
  readonly interpreter: boolean;
  /** A written translation of decisions is asked for. */
  readonly written: boolean;
  /** In which form documents are needed, as it was said: `stor stil`. */
  readonly format: string | null;
  /** When it was said, RFC 3339. */
  readonly at: string;
}

/** The needs that hold among these persons, or of everybody when none is named; who uses Swedish and needs nothing else has none. */
export async function languageNeeds(db: Db, parties?: readonly PartyId[]): Promise<readonly LanguageNeed[]> {
  const { rows } = await sql<Omit<LanguageNeed, 'at'> & { readonly at: Temporal.Instant }>`
    select party_id as party, language, interpreter, written, format, at from (
      select distinct on (n.party_id) n.* from identity.language_need n
      where ${parties === undefined} or n.party_id = any(${[...(parties ?? [])]}::uuid[])
      order by n.party_id, n.id desc) newest
    where language <> 'sv' or interpreter or format is not null`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}

/** Writes what a person needs; `unit` of staff who write it down, null when the person does. */
export async function recordLanguageNeed(
  tx: Db,
  need: LanguageNeed & { readonly by: string; readonly unit: string | null },
): Promise<void> {
  await sql`insert into identity.language_need (id, party_id, language, interpreter, written, format, by_party, unit, at)
    values (${uuidv7()}, ${need.party}, ${need.language}, ${need.interpreter}, ${need.written}, ${need.format}, ${need.by},
      ${need.unit}, ${need.at}::timestamptz)`.execute(tx);
}
