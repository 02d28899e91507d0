import { sql } from 'kysely';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';

/** A letter as the case file has it. `to`: null for somebody who is no party, whose name is `name` where it is known. */
interface LetterEntry {
  readonly caseId: string;
  readonly letterId: string;
  readonly title: string;
  /** The decision that it tells, which no party is kept from. */
  readonly decision: string | null;
  /** It is a decision's letter, which is translated for who has asked for it: also of one that does not settle the case. */
  readonly decides: boolean;
  readonly to: string | null;
  readonly name?: string;
  readonly at: string;
}

/** Enters an outgoing letter in the case file, and with it in the registry. */
export async function addLetter(db: Db, letter: LetterEntry): Promise<void> {
  const entered = sql`insert into cases.document (id, case_id, direction, kind, title, letter_id, decision_id, to_party, to_name, at)
    values (${uuidv7()}, ${letter.caseId}, 'out', 'letter', ${letter.title}, ${letter.letterId},
      ${letter.decision}::uuid, ${letter.to}::uuid, ${letter.name ?? null}, ${letter.at}::timestamptz)`;
  if (!letter.decides || letter.to === null) return pipelined(db, entered);
  await pipelined(
    db,
    sql`with entered as (${entered})
    insert into cases.untranslated select ${letter.letterId}::uuid, ${letter.caseId}::uuid, ${letter.to}::uuid
    from (select written from identity.language_need where party_id = ${letter.to} order by id desc limit 1) n
    where n.written`,
  );
}

/** Enters a file that a party has handed in after the application; one that is a document of the case already stays it. */
export async function addAttachment(
  db: Db,
  attachment: { caseId: string; fileId: string; title: string; by: string | null; at: string; day?: string },
): Promise<void> {
  await sql`insert into cases.document (id, case_id, direction, kind, title, file_id, at, by_party, day)
    select ${uuidv7()}, ${attachment.caseId}, 'in', 'attachment', ${attachment.title}, ${attachment.fileId}::uuid,
      ${attachment.at}::timestamptz, ${attachment.by}::uuid, ${attachment.day ?? null}::date
    where not exists (select from cases.document d where d.case_id = ${attachment.caseId}
      and d.file_id = ${attachment.fileId}::uuid)`.execute(db);
}

/** The translation of a letter: goes out to the party that the letter went to. */
export async function addTranslation(
  db: Db,
  translation: {
    readonly caseId: string;
    readonly fileId: string;
    readonly title: string;
    readonly to: string;
    /** The letter. */
    readonly of: string;
    /** ISO 639. */
    readonly language: string;
    readonly at: string;
  },
): Promise<void> {
  await sql`insert into cases.document (id, case_id, direction, kind, title, content, file_id, to_party, at)
    values (${uuidv7()}, ${translation.caseId}, 'out', 'translation', ${translation.title},
      ${JSON.stringify({ letter: translation.of, language: translation.language })}::jsonb, ${translation.fileId}, ${translation.to}::uuid,
      ${translation.at}::timestamptz)`.execute(db);
}

export interface OpenRequest {
  readonly number: string;
  readonly receivedAt: Temporal.Instant;
}

/** The open cases of a service, the newest first, at most `most`. */
export async function openRequests(db: Db, service: string, most: number): Promise<readonly OpenRequest[]> {
  const { rows } = await sql<OpenRequest>`select c.number, c.received_at as "receivedAt" from cases.case c
    where c.service = ${service} and not exists (select from cases.closure x where x.case_id = c.id)
    order by c.received_at desc, c.id desc limit ${most}`.execute(db);
  return rows;
}

/** A case in which somebody asks for a document, still open; locked. Undefined when there is none with this number. */
export async function openRequest(tx: Db, number: string, service: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from cases.case where number = ${number} and service = ${service}
    for update`.execute(tx);
  const [found] = rows;
  if (found === undefined) return undefined;
  // Asked when it is held: a statement that waits for the case sees what stood there when it began to wait.
  const { rows: closed } = await sql`select from cases.closure where case_id = ${found.id}`.execute(tx);
  return closed.length > 0 ? undefined : found.id;
}

/** Words that a party has sent, or that an officer has written down or sent: a document of the case with the words in it. */
export async function addStatement(
  db: Db,
  statement: {
    caseId: string;
    title: string;
    text: string;
    direction: 'in' | 'internal' | 'out';
    by: string | null;
    at: string;
    /** Of what went out: the name of whom it went to. */
    toName?: string;
    /** Of what came in from nobody of the case: the name of who sent it. */
    fromName?: string;
    /** The same without what is set in another way on paper, a list for instance. */
    words?: string;
    /** When it arrived, `YYYY-MM-DD`, of what is registered later (FL 22 §). */
    day?: string;
  },
): Promise<string> {
  const id = uuidv7();
  await sql`insert into cases.document (id, case_id, direction, kind, title, content, at, by_party, to_name,
      from_name, day)
    values (${id}, ${statement.caseId}, ${statement.direction}, 'statement', ${statement.title},
      ${JSON.stringify({ text: statement.text, words: statement.words })}::jsonb, ${statement.at}::timestamptz, ${statement.by}::uuid,
      ${statement.toName ?? null}, ${statement.fromName ?? null}, ${statement.day ?? null}::date)`.execute(db);
  return id;
}

/**
 * Tells of the case in work lists that lie open: its tasks have changed (`workNews`). Call it last, since who opens or
 * takes a task holds the case before its rows.
 */
export async function noteInLists(tx: Db, caseId: string): Promise<void> {
  await sql`update cases.work set changed = pg_current_xact_id() where case_id = ${caseId}`.execute(tx);
}

/** Sets a deadline in the case. */
export async function setDeadline(
  db: Db,
  deadline: { caseId: string; kind: string; due: string; at: string },
): Promise<void> {
  await sql`insert into cases.deadline (id, case_id, kind, due, set_at)
    values (${uuidv7()}, ${deadline.caseId}, ${deadline.kind}, ${deadline.due}::date, ${deadline.at}::timestamptz)`.execute(
    db,
  );
}

/** Closes the case; a case that is closed stays so. */
export async function closeCase(db: Db, caseId: string, at: string): Promise<void> {
  await pipelined(
    db,
    sql`insert into cases.closure (case_id, at) values (${caseId}, ${at}::timestamptz) on conflict do nothing`,
  );
}

/** A decision not to try what was applied for holds no longer: the case is undecided. */
export async function takeUp(db: Db, taken: { caseId: string; decision: string; at: string }): Promise<void> {
  await sql`insert into cases.taken_up (decision_id, case_id, at)
    values (${taken.decision}, ${taken.caseId}, ${taken.at}::timestamptz)`.execute(db);
}

/** Opens a closed case again: what closed it has been taken back by a new decision. */
export async function reopenCase(db: Db, caseId: string): Promise<void> {
  await sql`delete from cases.closure where case_id = ${caseId}`.execute(db);
}

export interface CaseHead {
  readonly number: string;
  readonly language: string;
  readonly board: string;
  readonly unit: string;
  readonly arrivalDay: Temporal.PlainDate;
}

/** Number, language, owner and day of arrival of a case: what letters say of it. */
export async function caseHead(db: Db, caseId: string): Promise<CaseHead | undefined> {
  const { rows } = await sql<CaseHead>`select number, language, board, unit, arrival_day as "arrivalDay"
    from cases.case where id = ${caseId}`.execute(db);
  return rows[0];
}
