import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

/** A document of the case file as it is stored. Instants are RFC 3339. */
export interface WholeDocument {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'internal';
  readonly kind: string;
  readonly title: string;
  readonly content: Json;
  readonly fileId: string | null;
  readonly letterId: string | null;
  /** The version that it took the place of. */
  readonly replaces: string | null;
  readonly at: string;
}

/** All that the file of a case holds, for handing it over: to the archive, or to the person it is about. */
export interface WholeCase {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly version: string;
  /** What the registry says that it is about, where a registrar has written it. */
  readonly subject: string | null;
  readonly board: string;
  readonly unit: string;
  readonly language: string;
  readonly received: string;
  readonly closed: string | null;
  readonly parties: readonly {
    readonly party: string;
    readonly role: string;
    readonly name: string;
    readonly protected: boolean;
  }[];
  readonly documents: readonly WholeDocument[];
  /** Cases that it belongs together with: what each is to this one. */
  readonly related: readonly { readonly number: string; readonly kind: string }[];
  /** `by` is the name of who wrote it; `replaces` the version that it took the place of (FL 27 §). */
  readonly notes: readonly {
    readonly id: string;
    readonly text: string;
    readonly by: string;
    readonly unit: string;
    readonly replaces: string | null;
    readonly at: string;
  }[];
  /** Each change of a staff field, oldest first; `value` null: taken away. `by` is the unit. */
  readonly staffFields: readonly {
    readonly id: string;
    readonly field: string;
    readonly value: Json;
    readonly by: string;
    readonly at: string;
  }[];
  readonly decisions: readonly {
    readonly id: string;
    readonly outcome: string;
    readonly ground: string;
    readonly values: Json;
    /** The function or the unit; of what was entered, the board, or the name of its chair. */
    readonly by: string;
    /** Who decided: the automated function, an officer by name in a unit, the board or its chair. */
    readonly decidedBy: 'automated' | 'officer' | 'board' | 'chair';
    readonly officer: string | null;
    readonly unit: string | null;
    readonly delegation: string | null;
    /** The signature of an officer's decision, where the service asks for one. */
    readonly signed: Json;
    /** Of the board's: the day of the meeting, the paragraph of the minutes, and who took part in it. */
    readonly meeting: string | null;
    readonly minutes: string | null;
    readonly deciders: readonly string[];
    /** Of the chair's: why it could not wait (KL 6 kap. 39 §). */
    readonly urgent: string | null;
    /** Names of who presented the case, and of who else took part in its final handling (FL 31 § 4–5). */
    readonly presentedBy: string | null;
    readonly tookPart: readonly string[];
    readonly reasons: string | null;
    /** The code of the exception by which the parties were not heard before it (FL 25 §). */
    readonly unheard: string | null;
    readonly rules: string;
    /** Legal day on which it was made, `YYYY-MM-DD`; of a board's or a chair's decision not the day it was entered. */
    readonly day: string;
    /** When it was entered. */
    readonly at: string;
  }[];
}

const instant = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Reads a whole case. Who may have it, and the look, is the caller's to ask and to log. */
export async function wholeCase(db: Db, id: string): Promise<WholeCase | undefined> {
  const { rows } = await sql<WholeCase>`select c.id, c.number, c.service, c.service_version as version,
      (select s.words from cases.subject s where s.case_id = c.id order by s.id desc limit 1) as subject, c.board, c.unit, c.language,
      ${instant('c.received_at')} as received, (select ${instant('x.at')} from cases.closure x where x.case_id = c.id) as closed,
    coalesce((select jsonb_agg(jsonb_build_object('party', p.id, 'role', r.role, 'name', p.name, 'protected', p.protected)
      order by r.role, p.name) from cases.party_role r join identity.party p on p.id = r.party_id where r.case_id = c.id), '[]') as parties,
    coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'direction', d.direction, 'kind', d.kind, 'title', d.title,
      'content', d.content, 'fileId', d.file_id, 'letterId', d.letter_id, 'replaces', d.replaces, 'at', ${instant('d.at')}) order by d.id)
      from cases.document d where d.case_id = c.id), '[]') as documents,
    coalesce((select jsonb_agg(jsonb_build_object('number', o.number, 'kind', r.kind) order by r.id)
      from cases.relation r join cases.case o on o.id = r.other_id where r.case_id = c.id
      and not exists (select from cases.relation_end e where e.relation_id = r.id)), '[]') as related,
    coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'by', p.name, 'unit', n.unit, 'replaces', n.replaces, 'at', ${instant('n.at')}) order by n.id)
      from cases.note n join identity.party p on p.id = n.by_party where n.case_id = c.id), '[]') as notes,
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'field', s.field, 'value', s.value, 'by', s.unit, 'at', ${instant('s.at')}) order by s.id)
      from cases.staff_field s where s.case_id = c.id), '[]') as "staffFields",
    coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'outcome', d.outcome, 'ground', d.ground, 'values', d.values,
      'by', case d.decided_by when 'board' then coalesce(d.board, c.board) when 'chair' then d.deciders[1] else coalesce(d.function, d.unit) end, 'delegation', d.delegation,
      'decidedBy', d.decided_by, 'officer', (select p.name from identity.party p where p.id = d.party_id), 'unit', d.unit, 'signed', d.signed,
      'meeting', d.meeting, 'minutes', d.minutes, 'deciders', d.deciders, 'urgent', d.urgent,
      'presentedBy', coalesce(d.presenter, (select p.name from identity.party p where p.id = d.presented_by)),
      'tookPart', (select to_jsonb(d.participants) || coalesce(jsonb_agg(p.name order by p.name), '[]') from identity.party p where p.id = any(d.took_part)),
      'reasons', d.reasons, 'unheard', d.unheard, 'rules', d.rules, 'day', cases.decision_day(d), 'at', ${instant('d.at')}) order by d.id)
      from cases.decision d where d.case_id = c.id), '[]') as decisions
    from cases.case c where c.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The id of a case by its number. */
export async function caseIdOf(db: Db, number: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from cases.case where number = ${number}`.execute(db);
  return rows[0]?.id;
}
