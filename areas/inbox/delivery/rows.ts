import { sql } from 'kysely';
import { type DocumentRow, openable } from '#areas/cases/index.ts';
import type { Actor, PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { LetterModel } from '#platform/letters/index.ts';

/** A letter that waits for the post. */
export interface ToPost {
  readonly letter: string;
  /** Null for somebody who is no party. */
  readonly party: PartyId | null;
  /** Whose data it tells: the party's, or those of everybody in the case. */
  readonly about: readonly PartyId[];
  readonly way: 'print' | 'forwarding';
  readonly why: 'no-mailbox' | 'declined' | 'opted-out' | 'refused' | 'protected' | 'guarded' | 'by-post' | 'hand-over';
  readonly model: LetterModel;
  readonly at: Temporal.Instant;
  readonly caseId: string;
  /** Documents of the case that go into the same envelope. */
  readonly documents: readonly Pick<DocumentRow, 'id' | 'kind' | 'title' | 'fact' | 'letterId'>[];
}

/** What the officer's unit has to print, oldest first; of cases that the officer may open. One of them when it is named. */
export async function toPost(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  options: { readonly letter?: string; readonly limit: number },
): Promise<ToPost[]> {
  // Who has been protected since the letter was written must not be written to at what was the address then.
  const { rows } = await sql<ToPost>`select l.id as letter, l.party_id as party, l.model, d.at, l.case_id as "caseId",
      case when l.party_id is null then array(select distinct r.party_id from cases.party_role r where r.case_id = l.case_id)
        else array[l.party_id] end as about,
      case when p.protected then 'forwarding' else d.way end as way,
      case when p.protected then 'protected' else d.why end as why,
      (select coalesce(json_agg(json_build_object('id', x.id, 'kind', x.kind, 'title', x.title, 'letterId', x.letter_id,
          'fact', case when x.kind = 'register' then x.content->>'name' end) order by g.nth), '[]')
        from unnest(d.documents) with ordinality g(id, nth) join cases.document x on x.id = g.id
        where x.case_id = l.case_id) as documents
    from inbox.delivery d join inbox.letter l on l.id = d.letter_id join cases.case c on c.id = l.case_id
      left join identity.party p on p.id = l.party_id
    where d.way <> 'mailbox' and not exists (select from inbox.posted x where x.letter_id = l.id) and ${openable(actor, kin)}
      and (${options.letter ?? null}::uuid is null or l.id = ${options.letter ?? null}::uuid)
    order by d.at, l.id limit ${options.limit}`.execute(db);
  return rows;
}

/** Keeps a letter to somebody who is no party for paper, once, with the documents that go along. `at`: legal time, RFC 3339. */
export async function keepOnPaper(
  tx: Db,
  letter: string,
  why: 'guarded' | 'by-post' | 'hand-over',
  at: string,
  documents: readonly string[] = [],
): Promise<void> {
  await sql`insert into inbox.delivery (letter_id, way, why, at, documents)
    values (${letter}, 'print', ${why}, ${at}::timestamptz, ${documents}::uuid[]) on conflict do nothing`.execute(tx);
}

/** That it has been given to the post; the first time holds. */
export async function markPosted(tx: Db, letter: string, by: string, at: string): Promise<void> {
  await sql`insert into inbox.posted (letter_id, by_party, at) values (${letter}, ${by}, ${at}::timestamptz)
    on conflict do nothing`.execute(tx);
}

/** Who has given a letter to the post, and when; of a case that the officer may open. Undefined while it waits. */
export async function postedBy(
  db: Db,
  actor: Actor,
  kin: readonly PartyId[],
  letter: string,
): Promise<{ readonly party: PartyId; readonly name: string; readonly at: string } | undefined> {
  const { rows } = await sql<{ party: PartyId; name: string; at: Temporal.Instant }>`
    select x.by_party as party, p.name, x.at from inbox.posted x join inbox.letter l on l.id = x.letter_id
      join cases.case c on c.id = l.case_id join identity.party p on p.id = x.by_party
    where x.letter_id = ${letter} and ${openable(actor, kin)}`.execute(db);
  return rows[0] && { ...rows[0], at: rows[0].at.toString() };
}

/** Whether the person has chosen letters on paper. */
export async function wantsPaper(db: Db, party: string): Promise<boolean> {
  const { rows } = await sql<{ paper: boolean }>`select paper from inbox.paper where party_id = ${party}
    order by id desc limit 1`.execute(db);
  return rows[0]?.paper ?? false;
}

export async function choosePaper(tx: Db, party: string, paper: boolean, at: string): Promise<void> {
  await sql`insert into inbox.paper (id, party_id, paper, at)
    values (${uuidv7()}, ${party}, ${paper}, ${at}::timestamptz)`.execute(tx);
}

/** How a letter went out; of paper also why. */
interface WentBy {
  readonly way: 'mailbox' | ToPost['way'];
  readonly why: ToPost['why'] | null;
  readonly posted: Temporal.Instant | null;
}

/** How a letter went out, for its page on the desk. */
export async function deliveryOf(db: Db, letter: string): Promise<WentBy | undefined> {
  const { rows } = await sql<WentBy>`
    select d.way, d.why, x.at as posted from inbox.delivery d left join inbox.posted x on x.letter_id = d.letter_id
    where d.letter_id = ${letter}`.execute(db);
  return rows[0];
}
