import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A decision from before the person asked is translated too, while it can still be appealed: four weeks, in hours. */
const BEFORE = '672 hours';

/** A letter that is to be translated for its party, or turns out not to be. */
export interface Untranslated {
  readonly letter: string;
  readonly caseId: string;
  readonly party: string;
}

/** Who has asked for decisions in a language of the area gets the letters of the last weeks translated too. */
export async function askTranslations(tx: Db, party: string, at: string): Promise<void> {
  await sql`insert into cases.untranslated
    select d.letter_id, d.case_id, d.to_party from cases.document d
    where d.case_id = any(array(select r.case_id from cases.party_role r where r.party_id = ${party}))
      and d.to_party = ${party} and d.kind = 'letter' and d.letter_id is not null
      and d.at >= ${at}::timestamptz - ${BEFORE}::interval
      and not exists (select from cases.document t where t.case_id = d.case_id and t.kind = 'translation'
        and t.content->>'letter' = d.letter_id::text)
    on conflict do nothing`.execute(tx);
}

/** Who no longer asks for translations gets none of what waits. */
export async function forgoTranslations(tx: Db, party: string): Promise<void> {
  await sql`delete from cases.untranslated where party_id = ${party}`.execute(tx);
}

/** What waits for its translation to be ordered, oldest first: nothing of what is ordered or done. */
export async function untranslated(db: Db): Promise<readonly Untranslated[]> {
  const { rows } = await sql<Untranslated>`select letter_id as letter, case_id as "caseId", party_id as party
    from cases.untranslated order by letter_id`.execute(db);
  return rows;
}

/** Takes a letter out of what waits; false when it does not wait any more. */
export async function takeUntranslated(tx: Db, letter: string): Promise<boolean> {
  const { rows } = await sql`delete from cases.untranslated where letter_id = ${letter} returning letter_id`.execute(
    tx,
  );
  return rows.length > 0;
}
