import type { Trace } from '@torget/decision';
import type { Json } from '@torget/feel';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { FeeWay } from '../fee-paid.ts';
import { APPEAL, TRANSLATE } from '../house-process.ts';
import type { Representation } from '../parties.ts';
import type { Pause } from '../pauses.ts';

export interface DocumentRow {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'internal';
  readonly kind: string;
  readonly title: string;
  readonly fileId: string | null;
  readonly letterId: string | null;
  /** Of a letter that tells of a decision that settles the case: which. */
  readonly decision: string | null;
  /** Of what went out to one party: which. */
  readonly to: string | null;
  /** Of what went out to somebody who is no party: the name. */
  readonly toName: string | null;
  /** Of a translation: the letter, and to which language (ISO 639; null of what was translated before that was kept). */
  readonly translates: { readonly letter: string; readonly language: string | null } | null;
  readonly at: string;
  /** The day on which it arrived or was sent, of what an officer has registered. */
  readonly day: string | null;
  /** Of what an officer has registered: the name of who sent it, or got it. */
  readonly otherEnd: string | null;
  /** The version that it took the place of. */
  readonly replaces: string | null;
  /** The party that it came from; null of what came from nobody of the case. */
  readonly byParty: string | null;
  /** Name of who of the staff entered it. */
  readonly enteredBy: string | null;
  /** Of what went out: the board that sent it; null of what is from before that was kept. */
  readonly board: string | null;
  /** Which fact a register's answer is about: `income`. */
  readonly fact: string | null;
  /** Of a file: its media type. */
  readonly fileType: string | null;
  /** Of a file that the scanner has not released. */
  readonly standing: 'waiting' | 'infected' | null;
}

/** A task that somebody did, or that was taken away. */
export interface DoneRow {
  readonly element: string;
  readonly how: 'completed' | 'cancelled';
  /** Name of who did it, and which party. */
  readonly by: string | null;
  readonly byParty: string | null;
  readonly at: string;
}

/** A task that a rule of the unit gave to somebody when it opened. */
export interface AssignedRow {
  readonly element: string;
  /** The rule's name in town.yaml. */
  readonly rule: string;
  readonly to: string;
  readonly at: string;
}

export interface DecisionRow {
  readonly id: string;
  /** What the rules said when it was made. */
  readonly evaluationId: string | null;
  readonly ground: string;
  readonly outcome: string;
  readonly values: { readonly [name: string]: Json };
  readonly decidedBy: 'automated' | 'officer' | 'board' | 'chair';
  readonly delegation: string | null;
  readonly unit: string | null;
  /** Name of the officer who made it. */
  readonly by: string | null;
  /** Names of who presented the case (FL 31 § 4), and of who else took part in the final handling. */
  readonly presentedBy: string | null;
  readonly tookPart: readonly string[];
  /** Of an officer's decision: who of them would have had it otherwise, and how (FL 30 §). */
  readonly dissent: string | null;
  /** Of a board's decision: the day of the meeting and the paragraph of the minutes. */
  readonly meeting: string | null;
  readonly minutes: string | null;
  /** Names of the board's members, or of its chair. */
  readonly deciders: readonly string[];
  readonly reasons: string | null;
  /** The code of the exception by which the parties were not heard before it (FL 25 §). */
  readonly unheard: string | null;
  /** Legal day on which it was made, `YYYY-MM-DD`: of what was entered later, the day of the meeting or the chair's. */
  readonly day: string;
  /** When it was written. */
  readonly at: string;
  /** When it was taken back, so that the case is tried after all. */
  readonly takenUp: string | null;
}

/** The decision that holds: the last, unless it has been taken back and there is none since. */
export function holding(decisions: readonly DecisionRow[]): DecisionRow | undefined {
  const last = decisions.at(-1);
  return last?.takenUp ? undefined : last;
}

export interface EvaluationRow {
  readonly id: string;
  readonly element: string;
  readonly decision: string;
  readonly value: Json;
  readonly trace: Trace;
  readonly warnings: readonly { readonly message: string }[];
  readonly at: string;
}

export interface NoteRow {
  readonly id: string;
  /** The version that this one took the place of. */
  readonly replaces: string | null;
  readonly byParty: string;
  readonly text: string;
  readonly by: string;
  readonly unit: string;
  readonly at: string;
}

/** What is in a case beside its documents and notes: a change of what staff keep in a field, or a task that was answered. */
export interface WrittenRow {
  readonly id: string;
  readonly what: 'field' | 'answer';
  /** Id of the field, or of the element. */
  readonly name: string;
  readonly at: string;
}

/** Everything in the file of a case that pages show; the caller has asked whether the reader may open it. */
export interface CaseFile {
  readonly application: { readonly [question: string]: Json };
  readonly documents: readonly DocumentRow[];
  readonly decisions: readonly DecisionRow[];
  readonly evaluation: EvaluationRow | null;
  readonly notes: readonly NoteRow[];
  /** Oldest first. */
  readonly written: readonly WrittenRow[];
  /** Fees that were paid beside the web: in kronor, how, and on which day. */
  readonly fees: readonly {
    readonly amount: string;
    readonly way: FeeWay;
    readonly day: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly payments: readonly { readonly amount: string; readonly period: string; readonly at: string }[];
  readonly deadlines: readonly { readonly kind: string; readonly due: string }[];
  /** Times in which the clock of the promise stood still, oldest first. */
  readonly pauses: readonly Pause[];
  readonly done: readonly DoneRow[];
  /** Whom agents speak for, also those whose role has ended. */
  readonly agents: readonly Representation[];
  readonly assigned: readonly AssignedRow[];
  /** Letters whose translation is ordered and not sent yet, and to which language (ISO 639). */
  readonly translating: readonly { readonly letter: string; readonly language: string }[];
}

export async function caseFile(db: Db, id: string): Promise<CaseFile> {
  const { rows } = await sql<CaseFile>`select
    coalesce((select content from cases.document where case_id = ${id} and kind = 'application' order by id limit 1), '{}') as application,
    (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'direction', d.direction, 'kind', d.kind, 'title', d.title,
      'fileId', d.file_id, 'fileType', f.type, 'letterId', d.letter_id, 'decision', d.decision_id, 'to', d.to_party, 'toName', d.to_name, 'at', d.at,
      'day', d.day, 'otherEnd', case when d.entered_by is not null or d.from_name is not null then coalesce(d.from_name, d.to_name,
        (select p.name from identity.party p where p.id = coalesce(d.by_party, d.to_party))) end, 'replaces', d.replaces, 'byParty', d.by_party, 'board', d.board,
      'enteredBy', (select p.name from identity.party p where p.id = d.entered_by),
      'translates', case when d.kind = 'translation' then jsonb_build_object('letter', d.content->>'letter', 'language', d.content->>'language') end,
      'fact', case when d.kind = 'register' then d.content->>'name' end,
      'standing', case when exists (select from files.quarantine q where q.sha256 = f.sha256) then 'waiting'
        when exists (select from files.verdict v where v.sha256 = f.sha256 and v.infected is not null) then 'infected' end)
      order by d.id), '[]') from cases.document d left join files.file f on f.id = d.file_id where d.case_id = ${id}) as documents,
    (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'evaluationId', d.evaluation_id, 'ground', d.ground, 'outcome', d.outcome, 'values', d.values, 'decidedBy', d.decided_by,
      'delegation', d.delegation, 'unit', d.unit, 'by', (select p.name from identity.party p where p.id = d.party_id),
      'presentedBy', coalesce(d.presenter, (select p.name from identity.party p where p.id = d.presented_by)),
      'tookPart', (select to_jsonb(d.participants) || coalesce(jsonb_agg(p.name order by p.name), '[]') from identity.party p where p.id = any(d.took_part)),
      'dissent', (d.signed -> 'dissent' ->> 'name') || ': ' || (d.signed -> 'dissent' ->> 'words'),
      'day', cases.decision_day(d), 'meeting', d.meeting, 'minutes', d.minutes, 'deciders', d.deciders, 'reasons', d.reasons, 'unheard', d.unheard, 'at', d.at,
      'takenUp', (select u.at from cases.taken_up u where u.decision_id = d.id)) order by d.id), '[]') from cases.decision d where d.case_id = ${id}) as decisions,
    (select jsonb_build_object('id', e.id, 'element', e.element, 'decision', e.decision, 'value', e.value, 'trace', e.trace, 'warnings', e.warnings, 'at', e.at)
      from cases.evaluation e where e.case_id = ${id} order by e.id desc limit 1) as evaluation,
    (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'replaces', n.replaces, 'byParty', n.by_party, 'text', n.text, 'by', p.name, 'unit', n.unit, 'at', n.at) order by n.id), '[]')
      from cases.note n join identity.party p on p.id = n.by_party where n.case_id = ${id}) as notes,
    (select coalesce(jsonb_agg(to_jsonb(w) order by w.at, w.id), '[]') from (
      select f.id, 'field' as what, f.field as name, f.at from cases.staff_field f where f.case_id = ${id} union all
      select e.id, 'answer', e.element, e.at from runtime.task_end e where e.business_key = ${id} and e.how = 'completed'
        and jsonb_typeof(e.answers) = 'object' and e.answers <> '{}') w) as written,
    (select coalesce(jsonb_agg(jsonb_build_object('amount', f.amount::text, 'way', f.way, 'day', f.day, 'by', p.name, 'at', f.at)
      order by f.id), '[]') from cases.fee_paid f join identity.party p on p.id = f.by_party where f.case_id = ${id}) as fees,
    (select coalesce(jsonb_agg(jsonb_build_object('amount', o.amount::text, 'period', o.period, 'at', o.received_at)), '[]') from cases.payment_order o where o.case_id = ${id}) as payments,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'due', d.due) order by d.due), '[]') from cases.deadline d where d.case_id = ${id}
      and (d.kind <> 'appeal' or exists (select from runtime.task t where t.business_key = ${id} and t.form = ${APPEAL}))) as deadlines,
    (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'reason', p.reason, 'note', p.note, 'from', p.from_day, 'until', p.until, 'ended', e.day) order by p.id), '[]')
      from cases.pause p left join cases.pause_end e on e.pause_id = p.id where p.case_id = ${id}) as pauses,
    (select coalesce(jsonb_agg(jsonb_build_object('element', e.element, 'how', e.how, 'by', p.name, 'byParty', e.by_party, 'at', e.at) order by e.id), '[]')
      from runtime.task_end e left join identity.party p on p.id = e.by_party where e.business_key = ${id}) as done,
    (select coalesce(jsonb_agg(jsonb_build_object('agent', s.agent_id, 'party', s.party_id, 'since', s.since, 'until', s.until)
      order by s.since, s.party_id), '[]') from cases.represents s where s.case_id = ${id}) as agents,
    (select coalesce(jsonb_agg(jsonb_build_object('element', a.element, 'rule', a.rule, 'to', p.name, 'at', a.at) order by a.id), '[]')
      from cases.assigned a join identity.party p on p.id = a.party_id where a.case_id = ${id}) as assigned,
    (select coalesce(jsonb_agg(jsonb_build_object('letter', l.value, 'language', s.value) order by t.id), '[]') from runtime.task t
      join runtime.variable l on l.instance_id = t.instance_id and l.name = 'brev'
      join runtime.variable s on s.instance_id = t.instance_id and s.scope = l.scope and s.name = 'sprak'
      where t.business_key = ${id} and t.form = ${TRANSLATE}) as translating`.execute(db);
  return (
    rows[0] ?? {
      application: {},
      documents: [],
      decisions: [],
      evaluation: null,
      notes: [],
      written: [],
      fees: [],
      payments: [],
      deadlines: [],
      pauses: [],
      done: [],
      agents: [],
      assigned: [],
      translating: [],
    }
  );
}

/** How each decision of a case was reached, oldest first. */
export async function evaluationsOf(db: Db, caseId: string): Promise<readonly { readonly trace: Trace }[]> {
  const { rows } = await sql<{ trace: Trace }>`select trace from cases.evaluation where case_id = ${caseId}
    order by id`.execute(db);
  return rows;
}

/** A document's content or file, by id inside one case. */
export async function documentOf(
  db: Db,
  caseId: string,
  document: string,
): Promise<{ title: string; kind: string; content: Json; fileId: string | null; at: Temporal.Instant } | undefined> {
  const { rows } = await sql<{
    title: string;
    kind: string;
    content: Json;
    fileId: string | null;
    at: Temporal.Instant;
  }>`
    select title, kind, content, file_id as "fileId", at from cases.document where id = ${document} and case_id = ${caseId}`.execute(
    db,
  );
  return rows[0];
}
