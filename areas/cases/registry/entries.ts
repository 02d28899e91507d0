import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { anywhere } from '../queries/by-text.ts';

/** An entry as anyone may see it: what is withheld is not in it. */
export interface PublicEntry {
  readonly id: string;
  readonly day: string;
  readonly number: string;
  readonly direction: 'in' | 'out';
  readonly board: string;
  readonly withheld: boolean;
  readonly matter: string | null;
  /** What a registrar says that it is about, beside the matter. */
  readonly subject: string | null;
  readonly kind: string | null;
  readonly organisation: string | null;
  readonly person: boolean | null;
  /** Whether who it came from or went to is marked as secret. */
  readonly hidesParty: boolean;
}

export interface EntrySearch {
  /** Number of a case or document, what it is about, or an organisation. */
  readonly text: string;
  readonly board: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly after: { readonly day: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** What a text may be found in, each looked for in its own way. */
type Place = RawBuilder<boolean>;

/** Beyond so many the entries are found sooner along the days than by reading all that match. */
const FEW = 2000;

/** `KS 2026-000123` of `KS 2026-000123-2`: cases are numbered, and their entries within them. */
const ofCase = (text: string) => /^(.*\d{4}-\d+)-\d+$/.exec(text)?.[1] ?? text;

interface Known {
  readonly matters: readonly string[];
  readonly parties: readonly string[];
  readonly cases: readonly string[];
  readonly subjects: readonly string[];
}

/** What there is by the text at all: matters, which are few, and organisations and cases while they are few. */
async function known(db: Db, text: string): Promise<Known> {
  const { rows } = await sql<Known>`with recursive m as (
      (select c.matter from cases.case c where c.register = 'diarium' order by c.matter limit 1)
      union all select (select c.matter from cases.case c where c.register = 'diarium' and c.matter > m.matter
        order by c.matter limit 1) from m where m.matter is not null)
    select array(select m.matter from m where m.matter ilike ${anywhere(text)}) as matters,
      array(select p.id from identity.party p where p.kind = 'organisation' and p.name ilike ${anywhere(text)}
        limit ${FEW}) as parties,
      array(select c.id from cases.case c where c.number ilike ${anywhere(ofCase(text))} limit ${FEW}) as cases,
      array(select s.case_id from cases.public_subject s where s.words ilike ${anywhere(text)} limit ${FEW}) as subjects`.execute(
    db,
  );
  return rows[0] ?? { matters: [], parties: [], cases: [], subjects: [] };
}

function placesOf(text: string, { matters, parties, cases, subjects }: Known): Place[] {
  const like = anywhere(text);
  const among = (column: RawBuilder<unknown>, ids: readonly string[]) =>
    ids.length < FEW ? sql`${column} = any(${ids}::uuid[])` : sql`true`;
  return [
    ...(cases.length === 0 ? [] : [sql<boolean>`(v.number ilike ${like} and ${among(sql`v.case_id`, cases)})`]),
    ...(parties.length === 0
      ? []
      : [sql<boolean>`(v.organisation ilike ${like} and ${among(sql`v.party_id`, parties)})`]),
    ...(matters.length === 0 ? [] : [sql<boolean>`(v.concerns = any(${matters}::text[]) and v.matter is not null)`]),
    ...(subjects.length === 0
      ? []
      : [
          sql<boolean>`(${among(sql`v.case_id`, subjects)} and v.matter is not null and exists (select
            from cases.public_subject s where s.case_id = v.case_id and s.words ilike ${like}))`,
        ]),
  ];
}

/**
 * Finds entries, newest first, in what is public of them only: a search never tells what it does not show. Reads nothing
 * but the public views; the other tables say only where in it there is something to find.
 */
export async function findEntries(db: Db, search: EntrySearch): Promise<PublicEntry[]> {
  const { text, board, from, to, after, limit } = search;
  const places = text === '' ? [sql<boolean>`true`] : placesOf(text, await known(db, text));
  if (places.length === 0) return [];
  const within = sql.join(
    [
      ...(board === undefined ? [] : [sql`v.board = ${board}`]),
      ...(from === undefined ? [] : [sql`v.day >= ${from}::date`]),
      ...(to === undefined ? [] : [sql`v.day <= ${to}::date`]),
      ...(after === undefined ? [] : [sql`(v.day, v.id) < (${after.day}::date, ${after.id}::uuid)`]),
      sql`true`,
    ],
    sql` and `,
  );
  const found = places.map(
    (place) => sql`(select v.* from cases.public_entry v where ${place} and ${within}
      order by v.day desc, v.id desc limit ${limit})`,
  );
  // What is found in two ways is one entry.
  const { rows } = await sql<PublicEntry>`select v.id, v.day::text as day, v.number, v.direction, v.board, v.withheld,
      v.matter,
      case when v.matter is not null then (select s.words from cases.public_subject s where s.case_id = v.case_id) end as subject,
      v.kind, v.organisation, v.person, v.hides_party as "hidesParty"
    from (${sql.join(found, sql` union `)}) v order by v.day desc, v.id desc limit ${limit}`.execute(db);
  return rows;
}
