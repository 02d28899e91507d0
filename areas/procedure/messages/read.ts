import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** Somebody of a message; its name is told, or kept, by whoever shows it. */
export interface Correspondent {
  readonly party: string;
  readonly name: string;
  readonly protected: boolean;
}

/** A letter of the house in a case, or what a party has written. */
export interface Message {
  /** The document of the file. */
  readonly id: string;
  readonly letterId: string | null;
  readonly direction: 'in' | 'out';
  /** Of what went out: the board that sent it; null of what is from before that was kept. */
  readonly board: string | null;
  readonly title: string;
  readonly at: string;
  /** Whom a letter went to, or which party wrote; null for nobody who is known. */
  readonly party: Correspondent | null;
  /** Of a letter that an officer wrote: who. */
  readonly writer: (Pick<Correspondent, 'party' | 'name'> & { readonly unit: string }) | null;
  readonly openedAt: string | null;
  readonly confirmedAt: string | null;
  /** Came in, and nobody at the unit has opened it. */
  readonly unread: boolean;
}

/** As many as a page shows; the whole file stands among its documents. */
const MOST = 100;

/**
 * Letters out and what came in from the parties of a case, newest first, at most a hundred. `reader`: the party who reads,
 * who is shown what insight shows (FL 10 §, `cases.insight`); null for staff who have opened the case. One statement,
 * along the documents of the case.
 */
export async function messagesOf(db: Db, caseId: string, reader: string | null): Promise<readonly Message[]> {
  const person = sql.raw(`case when p.id is not null
    then jsonb_build_object('party', p.id, 'name', p.name, 'protected', p.protected) end`);
  const receipt = (what: 'opened' | 'confirmed') =>
    sql`(select to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from inbox.receipt r where r.letter_id = d.letter_id and r.what = ${what})`;
  const shown =
    reader === null
      ? sql`true`
      : sql`d.id in (select i.item from cases.insight(${reader}::uuid, ${caseId}::uuid) i where i.shown)`;
  const { rows } = await sql<Omit<Message, 'at'> & { readonly at: Temporal.Instant }>`
    select d.id, d.letter_id as "letterId", d.direction, d.board, d.title, d.at, ${person} as party, w.writer,
      ${receipt('opened')} as "openedAt", ${receipt('confirmed')} as "confirmedAt",
      exists (select from cases.unread u where u.document_id = d.id) as unread
    from cases.document d
    left join identity.party p on p.id = case when d.direction = 'in' then d.by_party else d.to_party end
    left join lateral (select jsonb_build_object('party', o.id, 'name', o.name, 'unit', a.unit) as writer
      from procedure.act a join identity.party o on o.id = a.by_party
      where a.case_id = d.case_id and a.unit is not null and a.data->'letters' ? d.letter_id::text limit 1) w on true
    where d.case_id = ${caseId} and ${shown}
      and ((d.direction = 'out' and d.kind = 'letter') or (d.direction = 'in' and d.kind = 'statement'))
    order by d.id desc limit ${sql.lit(MOST)}`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}
