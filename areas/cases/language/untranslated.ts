import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { TRANSLATE } from '../house-process.ts';

/** A decision from before the person asked is translated too, while it can still be appealed: four weeks, in hours. */
const BEFORE = '672 hours';

/** A letter that is to be translated for its party, or turns out not to be. */
export interface Untranslated {
  readonly letter: string;
  readonly caseId: string;
  readonly party: string;
}

/** Who has asked for decisions in a language of the area gets the letters of the last weeks translated too. */
export async function askTranslations(
  tx: Db,
  { party, language, at }: { readonly party: string; readonly language: string; readonly at: string },
): Promise<void> {
  await sql`insert into cases.untranslated
    select d.letter_id, d.case_id, d.to_party from cases.document d
    where d.case_id = any(array(select r.case_id from cases.party_role r where r.party_id = ${party}))
      and d.to_party = ${party} and d.kind = 'letter' and d.letter_id is not null
      and d.at >= ${at}::timestamptz - ${BEFORE}::interval
      and not ${isOrdered({ caseId: sql`d.case_id`, letter: sql`d.letter_id`, language: sql`${language}::text` })}
    on conflict do nothing`.execute(tx);
}

/**
 * That a letter has been translated to a language (ISO 639), before the language was kept to the one asked for, or that
 * the task of it is open.
 */
function isOrdered(of: { readonly [part in 'caseId' | 'letter' | 'language']: RawBuilder<unknown> }) {
  return sql<boolean>`(exists (select from cases.document t where t.case_id = ${of.caseId} and t.kind = 'translation'
      and t.content->>'letter' = ${of.letter}::text and coalesce(t.content->>'language', ${of.language}) = ${of.language})
    or exists (select from runtime.task t
      join runtime.variable l on l.instance_id = t.instance_id and l.name = 'brev' and l.value #>> '{}' = ${of.letter}::text
      join runtime.variable s on s.instance_id = t.instance_id and s.name = 'sprak' and s.value #>> '{}' = ${of.language}
      where t.business_key = ${of.caseId} and t.form = ${TRANSLATE}))`;
}

/** Whether the translation of a letter to a language (ISO 639) is ordered or sent. */
export async function translationOrdered(
  db: Db,
  { caseId, letter }: Pick<Untranslated, 'caseId' | 'letter'>,
  language: string,
): Promise<boolean> {
  const asked = { caseId: sql`${caseId}::uuid`, letter: sql`${letter}`, language: sql`${language}::text` };
  const { rows } = await sql<{ ordered: boolean }>`select ${isOrdered(asked)} as ordered`.execute(db);
  return rows[0]?.ordered === true;
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
