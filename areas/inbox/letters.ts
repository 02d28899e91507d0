import { type RawBuilder, sql } from 'kysely';
import { type StoredLetter, TOLD } from '#areas/cases/index.ts';
import type { Actor } from '#platform/access/index.ts';
import { type Db, readTogether, writeTogether } from '#platform/database/index.ts';
import { type LetterModel, letterText } from '#platform/letters/index.ts';
import type { Request } from '#platform/web/index.ts';

export interface LetterRow {
  readonly id: string;
  readonly caseId: string;
  readonly kind: string;
  readonly subject: string;
  readonly language: string;
  readonly model: LetterModel;
  readonly sentAt: Temporal.Instant;
  readonly openedAt: Temporal.Instant | null;
  readonly confirmedAt: Temporal.Instant | null;
  readonly hasPdf: boolean;
  /** To who speaks for a party (FL 14 §): no time runs from when she got it. */
  readonly toAgent: boolean;
}

/** A letter in a list. The whole of it, some kilobytes each, is read where it is shown. */
export type ListedLetter = Omit<LetterRow, 'model'> & { readonly model: Pick<LetterModel, 'sender' | 'appeal'> };

const LISTED = sql`jsonb_strip_nulls(jsonb_build_object('sender', l.model->'sender', 'appeal', l.model->'appeal'))`;

const columns = (model: RawBuilder<unknown>) => sql`l.id, l.case_id as "caseId", l.kind, l.subject, l.language,
  ${model} as model, l.sent_at as "sentAt",
  (select at from inbox.receipt r where r.letter_id = l.id and r.what = 'opened') as "openedAt",
  (select at from inbox.receipt r where r.letter_id = l.id and r.what = 'confirmed') as "confirmedAt",
  exists (select from inbox.pdf p where p.letter_id = l.id) as "hasPdf",
  exists (select from cases.party_change c where c.case_id = l.case_id and c.party_id = l.party_id
      and c.role = 'agent' and c.what = 'added')
    and not exists (select from cases.party_role r where r.case_id = l.case_id and r.party_id = l.party_id
      and r.role = any(${[...TOLD]}::text[])) as "toAgent"`;

function party(actor: Actor): string | null {
  return actor.kind === 'citizen' ? actor.principal : null;
}

/** The person's letters, newest first; of one case when it is named. */
export async function myLetters(db: Db, actor: Actor, caseId: string | null, limit: number): Promise<ListedLetter[]> {
  const { rows } = await readTogether(
    db,
    sql<ListedLetter>`select ${columns(LISTED)} from inbox.letter l where l.party_id = ${party(actor)}::uuid
    and (${caseId}::uuid is null or l.case_id = ${caseId}::uuid) order by l.id desc limit ${limit}`,
  );
  return rows;
}

/** One letter to this person; undefined for anybody else's. */
export async function myLetter(db: Db, actor: Actor, id: string): Promise<LetterRow | undefined> {
  const { rows } = await readTogether(
    db,
    sql<LetterRow>`select ${columns(sql`l.model`)} from inbox.letter l where l.id = ${id} and l.party_id = ${party(actor)}::uuid`,
  );
  return rows[0];
}

/** A letter in a case that the caller has been let into. */
export async function letterOfCase(db: Db, caseId: string, id: string): Promise<LetterRow | undefined> {
  const { rows } =
    await sql<LetterRow>`select ${columns(sql`l.model`)} from inbox.letter l where l.id = ${id} and l.case_id = ${caseId}`.execute(
      db,
    );
  return rows[0];
}

/** The letters of a case in the order they were sent, whoever got them. */
export async function lettersOfCase(db: Db, caseId: string): Promise<readonly StoredLetter[]> {
  const { rows } = await sql<StoredLetter>`select id, party_id as party, template, model, hash from inbox.letter
    where case_id = ${caseId} order by id`.execute(db);
  return rows;
}

/** How many letters nobody has opened, of a party. */
function unreadOf(party: RawBuilder<unknown>): RawBuilder<{ unread: number }> {
  return sql`select count(*)::int as unread from inbox.letter l where l.party_id = ${party}
    and not exists (select from inbox.receipt r where r.letter_id = l.id)`;
}

/** The same of whoever is signed in, read along with the session (`Route.along`): for pages that open no letter. */
export function unreadAlong(): RawBuilder<unknown> {
  return unreadOf(sql`case when s.kind = 'citizen' then s.party end`);
}

export async function unreadCount({ db, actor, along }: Pick<Request, 'db' | 'actor' | 'along'>): Promise<number> {
  if (typeof along === 'object' && along !== null && 'unread' in along) return Number(along.unread);
  const { rows } = await readTogether(db, unreadOf(sql`${party(actor)}::uuid`));
  return rows[0]?.unread ?? 0;
}

/** Notes that the letter was opened, or that the person confirms having got it; the first time holds. */
export async function addReceipt(
  db: Db,
  letter: string,
  what: 'opened' | 'confirmed',
  by: string,
  at: string,
): Promise<void> {
  await writeTogether(
    db,
    sql`insert into inbox.receipt (letter_id, what, by_party, at) values (${letter}, ${what}, ${by}, ${at}::timestamptz) on conflict do nothing`,
  );
}

export async function pdfOf(db: Db, letter: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from inbox.pdf where letter_id = ${letter}`.execute(db);
  return rows[0]?.bytes;
}

/** A letter's words and, when it has been made, its PDF. Who may have it is the caller's to ask. */
export async function letterFile(
  db: Db,
  id: string,
): Promise<{ readonly model: LetterModel; readonly pdf: Buffer | null } | undefined> {
  const { rows } = await sql<{ model: LetterModel; pdf: Buffer | null }>`select l.model, p.bytes as pdf
    from inbox.letter l left join inbox.pdf p on p.letter_id = l.id where l.id = ${id}`.execute(db);
  return rows[0];
}

/** That a party has got the letter of a decision; `at` is an instant, RFC 3339. */
export interface DecisionReceipt {
  readonly letter: string;
  /** Null for a decision that does not settle the case, such as the refusal of a request (FL 12 §). */
  readonly decision: string | null;
  readonly party: string;
  readonly at: string;
}

/** What the parties of a case have confirmed to have got. */
export async function decisionReceipts(db: Db, caseId: string): Promise<readonly DecisionReceipt[]> {
  const { rows } = await sql<{ letter: string; decision: string | null; party: string; at: Temporal.Instant }>`
    select l.id as letter, l.decision_id as decision, l.party_id as party, r.at from inbox.letter l
    join inbox.receipt r on r.letter_id = l.id and r.what = 'confirmed'
    where l.case_id = ${caseId} and l.kind = 'decision' and l.party_id is not null`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}

/** Whose a letter is, and where it lies in the file of its case. */
export interface LetterPlace {
  readonly caseId: string;
  readonly party: string | null;
  readonly document: string | null;
  readonly sentAt: string;
}

/** What a letter is called, and the day of what it says. */
export interface ToldLetter {
  readonly subject: string;
  readonly decision: boolean;
  /** Legal day, `YYYY-MM-DD`: on which the decision was made that it tells; of others the day of the letter. */
  readonly day: string;
}

/** The letter as another one speaks of it; undefined when there is none with this id in the case. */
export async function toldLetter(db: Db, caseId: string, id: string): Promise<ToldLetter | undefined> {
  const { rows } = await sql<ToldLetter>`select l.subject, l.kind = 'decision' as decision,
      coalesce((select cases.decision_day(d)::text from cases.decision d where d.id = l.decision_id and d.case_id = l.case_id),
        (l.sent_at at time zone 'Europe/Stockholm')::date::text) as day
    from inbox.letter l where l.id = ${id} and l.case_id = ${caseId}`.execute(db);
  return rows[0];
}

/** The place of a letter; undefined when there is none with this id. */
export async function placeOfLetter(db: Db, id: string): Promise<LetterPlace | undefined> {
  const { rows } = await sql<Omit<LetterPlace, 'sentAt'> & { readonly sentAt: Temporal.Instant }>`
    select l.sent_at as "sentAt", l.case_id as "caseId", l.party_id as party,
      (select d.id from cases.document d where d.letter_id = l.id and d.case_id = l.case_id limit 1) as document
    from inbox.letter l where l.id = ${id}`.execute(db);
  return rows[0] && { ...rows[0], sentAt: rows[0].sentAt.toString() };
}

/** Whether a letter tells a decision. */
export async function tellsDecision(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from inbox.letter where id = ${id} and kind = 'decision'`.execute(db);
  return rows.length > 0;
}

/** The letters of a case that tell of a decision. */
export async function decisionLettersOf(db: Db, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from inbox.letter
    where case_id = ${caseId} and kind = 'decision'`.execute(db);
  return rows.map(({ id }) => id);
}

/** The decisions of a case that have been dispatched: a letter tells of them. */
export async function toldDecisions(db: Db, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct decision_id as id from inbox.letter
    where case_id = ${caseId} and decision_id is not null`.execute(db);
  return rows.map(({ id }) => id);
}

/** What the letters that tell of a decision say, as plain text. */
export async function decisionTexts(
  db: Db,
  { caseId, decision }: { readonly caseId: string; readonly decision: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ model: LetterModel }>`select model from inbox.letter
    where case_id = ${caseId} and decision_id = ${decision}`.execute(db);
  return rows.map(({ model }) => letterText(model));
}

/** That a letter has been sent in a case: to whom, and when (an instant, RFC 3339). */
export interface PostedLetter {
  readonly id: string;
  /** Null for a contact who is no party. */
  readonly party: string | null;
  readonly template: string;
  readonly sentAt: string;
}

/** What has been sent in a case, oldest first. */
export async function postedLetters(db: Db, caseId: string): Promise<readonly PostedLetter[]> {
  const { rows } = await sql<Omit<PostedLetter, 'sentAt'> & { sentAt: Temporal.Instant }>`
    select id, party_id as party, template, sent_at as "sentAt" from inbox.letter where case_id = ${caseId}
    order by id`.execute(db);
  return rows.map((row) => ({ ...row, sentAt: row.sentAt.toString() }));
}
