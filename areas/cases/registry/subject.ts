import { sql } from 'kysely';
import { type Db, uuidv7 } from '#platform/database/index.ts';

/** The most characters of a subject: what a document concerns is said in short (OSL 5 kap. 2 § p. 4). */
export const SUBJECT_LIMIT = 150;

/** A wording of what the case is about, and who wrote it. */
export interface Subject {
  readonly id: string;
  readonly words: string;
  readonly by: string;
  readonly unit: string;
  readonly at: string;
}

/** Why a wording is not taken. `number`: a personal number is in it; `name`: the name of a private person who is a party. */
export type SubjectFault = 'empty' | 'long' | 'number' | 'name';

/** Six or eight digits and four, as personal numbers are written, with or without the sign between them. */
const PERSONAL_NUMBER = /(?<!\d)(\d{2})?\d{6}[-+ ]?\d{4}(?!\d)/;

/**
 * What hinders that the words stand in the public registry; undefined when nothing known does. `persons` are the names of
 * the private persons of the case: whom else it names, only a reader sees.
 */
export function subjectFault(words: string, persons: readonly string[]): SubjectFault | undefined {
  if (words === '') return 'empty';
  if (words.length > SUBJECT_LIMIT) return 'long';
  if (PERSONAL_NUMBER.test(words)) return 'number';
  const said = words.toLocaleLowerCase('sv');
  return persons.some((name) => name !== '' && said.includes(name.toLocaleLowerCase('sv'))) ? 'name' : undefined;
}

/** On one line: a registry has one row for each document. */
export function subjectLine(typed: string): string {
  return typed.replace(/\s+/g, ' ').trim();
}

/** Writes what the case is about, in place of what stood; the same words once more are no change. */
export async function addSubject(
  tx: Db,
  subject: { caseId: string; words: string; by: string; unit: string; at: string },
): Promise<void> {
  const { caseId, words, by, unit, at } = subject;
  await sql`select from cases.case where id = ${caseId}::uuid for no key update`.execute(tx);
  await sql`insert into cases.subject (id, case_id, words, by_party, unit, at)
    select ${uuidv7()}, ${caseId}::uuid, ${words}, ${by}::uuid, ${unit}, ${at}::timestamptz
    where ${words} is distinct from
      (select s.words from cases.subject s where s.case_id = ${caseId}::uuid order by s.id desc limit 1)`.execute(tx);
}

/** The wordings of a case, the one that holds first. */
export async function subjectsOf(db: Db, caseId: string): Promise<readonly Subject[]> {
  const { rows } = await sql<Subject>`select s.id, s.words, p.name as by, s.unit,
      to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from cases.subject s join identity.party p on p.id = s.by_party where s.case_id = ${caseId} order by s.id desc`.execute(
    db,
  );
  return rows;
}

/** What of a case the registry shows: nothing of a case that is in no registry, or whose service keeps all of it secret. */
export async function inRegistry(
  db: Db,
  caseId: string,
): Promise<{ readonly entered: boolean; readonly shown: boolean; readonly persons: readonly string[] }> {
  const { rows } = await sql<{ entered: boolean; shown: boolean; persons: string[] }>`select
      c.register = 'diarium' as entered, cardinality(c.secrecy) = 0 as shown,
      array(select p.name from cases.party_role r join identity.party p on p.id = r.party_id
        where r.case_id = c.id and p.kind = 'person') as persons
    from cases.case c where c.id = ${caseId}`.execute(db);
  return rows[0] ?? { entered: false, shown: false, persons: [] };
}
