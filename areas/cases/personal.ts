import { sql } from 'kysely';
import type { Db, PersonalSource } from '#platform/database/index.ts';

const ROLE = 'select from cases.party_role r where r.case_id = t.case_id and r.party_id = $party';
/** Who has left a case has what was hers in it, and no more. */
const MINE = `exists (${ROLE} and r.role <> 'former')`;
const APPLIED = `exists (${ROLE} and r.role = 'applicant')`;
/** The cases that tell of her, first: the rule of insight is asked of them alone. */
const HERS = 't.case_id = any(array(select r.case_id from cases.party_role r where r.party_id = $party))';
const SHOWN = `${HERS} and exists (select from cases.insight($party, t.case_id) i where i.item = t.id and i.shown)`;
/** What officers wrote waits to be tested in a case that somebody protected is in, as their notes do. */
const UNGUARDED = 'not cases.guarded($party, t.case_id)';
const written = (rule: string) =>
  `exists (select from cases.insight_written($party, t.case_id) i where i.item = t.id and ${rule})`;
/**
 * What staff wrote in fields and tasks: hers by the rule of insight, and the applicant's before it is in the file too
 * (GDPR 15); not what is kept from her. Her cases come first: no index finds rows by what stands on two sides of an or.
 */
const writtenIn = (owner: string) =>
  `${HERS} and ((${APPLIED} and ${UNGUARDED} and not ${written('i.ruled and not i.shown')})
    or ${written('i.shown and (i.filed or i.ruled)')})`.replaceAll('t.case_id', `t.${owner}`);
/** A document; of the application what is not marked as secret for her. */
const WITHOUT_MARKED = `to_jsonb(t) || case when t.kind = 'application' and jsonb_typeof(t.content) = 'object'
  then jsonb_build_object('content', t.content - cases.marked_answers($party, t.case_id)) else '{}' end`;
/** A file is seen through a document that is; what she sent herself is hers. */
const SHOWN_FILE = `exists (select from cases.document d where d.file_id = t.id and d.case_id = t.case_id
  and (d.by_party = $party or exists (select from cases.insight($party, t.case_id) i where i.item = d.id and i.shown)))`;
/** Acts whose words are of another party: why something is kept from it, how it is concerned, who is near it (OSL 10:3). */
const OF_OTHERS = `'withhold', 'show-party', 'add-party', 'end-party', 'report-conflict',
  'report-other', 'decide-conflict', 'clear-conflict'`;
/** Acts with names of staff in words; the decision and its letter tell what they say. */
const OF_STAFF = `'board-decision', 'chair-decision', 'dissent'`;
/** What was done in a case for nobody in particular. */
const DONE_IN_HERS = `${HERS} and t.for_party is null and t.act not in (${OF_OTHERS}, ${OF_STAFF})
  and ${APPLIED} and (t.unit is null or ${UNGUARDED})`;

/** Why a colleague was said or found to be partial is told by who tests it for secrecy; that it was said or found is hers. */
const WITHOUT_WHY = `to_jsonb(t) || case when t.act in ('report-other', 'decide-conflict')
  then jsonb_build_object('data', t.data - 'skal') else '{}' end`;

/**
 * What the files of a person's cases hold about them (GDPR 15), by the rule of insight that their own page has
 * (`cases.insight`): what is withheld from a party, or waits to be tested, is not in its extract either.
 */
export const casesPersonal: readonly PersonalSource[] = [
  { table: 'cases.party_role', where: 't.party_id = $party' },
  { table: 'cases.party_change', where: 't.party_id = $party', without: ['by_party'] },
  { table: 'cases.represents', where: 't.agent_id = $party or t.party_id = $party' },
  {
    table: 'cases.case',
    where: 'exists (select from cases.party_role r where r.case_id = t.id and r.party_id = $party)',
  },
  {
    table: 'cases.document',
    where: `(t.to_party is null or t.to_party = $party) and ${SHOWN}`,
    row: WITHOUT_MARKED,
    without: ['by_party', 'entered_by'],
  },
  { table: 'cases.untranslated', where: 't.party_id = $party' },
  { table: 'cases.unexecuted', where: APPLIED },
  { table: 'cases.fact', where: APPLIED },
  { table: 'cases.evaluation', where: APPLIED },
  // Who decided, presented and took part stands in the decision's letter, by the rule on whose names are told.
  {
    table: 'cases.decision',
    where: MINE,
    without: ['party_id', 'entered_by', 'signed', 'presented_by', 'took_part', 'presenter', 'participants'],
  },
  { table: 'cases.note', where: SHOWN, without: ['by_party'] },
  // What colleagues note for the handling, while it stands: no party reads it on a page.
  {
    table: 'cases.comment',
    where: `t.text is not null and ${APPLIED} and ${UNGUARDED}`,
    without: ['by_party'],
  },
  { table: 'cases.insight_ruling', where: 't.party_id = $party', without: ['by_party', 'reasons'] },
  // What another case is to hers: hers to read where she is a party of that one too.
  {
    table: 'cases.relation',
    where: `${APPLIED} and exists (select from cases.party_role o where o.case_id = t.other_id and o.party_id = $party)`,
    without: ['by_party'],
  },
  {
    table: 'cases.relation_end',
    where: `${APPLIED} and exists (select from cases.relation r join cases.party_role o on o.case_id = r.other_id
      where r.id = t.relation_id and o.party_id = $party)`,
    without: ['by_party'],
  },
  {
    table: 'cases.subject',
    where: `${MINE} and (${APPLIED} or exists (select from cases.public_subject p where p.case_id = t.case_id))`,
    without: ['by_party'],
  },
  { table: 'cases.staff_field', where: writtenIn('case_id'), without: ['by_party'] },
  {
    table: 'runtime.task_end',
    where: `t.how = 'completed' and jsonb_typeof(t.answers) = 'object' and t.answers <> '{}' and ${writtenIn('business_key')}`,
    without: ['by_party', 'instance_id'],
  },
  { table: 'cases.deadline', where: MINE },
  { table: 'cases.pause', where: `${MINE} and (t.note is null or ${UNGUARDED})`, without: ['by_party'] },
  { table: 'cases.pause_end', where: MINE, without: ['by_party'] },
  { table: 'cases.status', where: MINE },
  { table: 'cases.payment_order', where: APPLIED },
  { table: 'cases.fee_paid', where: APPLIED, without: ['by_party'] },
  { table: 'cases.closure', where: MINE },
  // Of an officer's own relation to the case.
  { table: 'cases.conflict', where: 't.party_id = $party', without: ['by_party'] },
  { table: 'cases.entry', where: 't.party_id = $party' },
  {
    table: 'procedure.act',
    where: `t.for_party = $party or (t.by_party = $party and t.unit is null) or (${DONE_IN_HERS})`,
    row: WITHOUT_WHY,
    without: ['by_party', 'for_party'],
  },
  { table: 'procedure.awaited', where: 't.party_id = $party' },
  { table: 'files.file', where: `${HERS} and ${SHOWN_FILE}`, without: ['draft_id', 'uploader'] },
];

/** A file of a case that its party may have. */
export interface OwnFile {
  readonly number: string;
  readonly caseId: string;
  readonly fileId: string;
}

/** The files in a person's cases that they may have. */
export async function ownFiles(db: Db, party: string): Promise<OwnFile[]> {
  const { rows } =
    await sql<OwnFile>`select c.number, d.case_id as "caseId", d.file_id as "fileId" from cases.document d
    join cases.case c on c.id = d.case_id join cases.party_role r on r.case_id = d.case_id and r.party_id = ${party}::uuid
      and r.role <> 'former'
    where d.file_id is not null
      and exists (select from cases.insight(${party}::uuid, d.case_id) i where i.item = d.id and i.shown)
    group by c.number, d.case_id, d.file_id order by c.number, d.file_id`.execute(db);
  return rows;
}

/** A case of a person, with what it is for: by the version of its service, and what it keeps of that itself. */
export interface OwnVersion {
  readonly number: string;
  readonly version: string;
  readonly role: string;
  readonly matter: string;
  readonly secrecy: readonly string[];
  readonly board: string;
  readonly unit: string;
}

/** The versions of services that a person's cases ran on: what for, on which ground, how long. */
export async function ownVersions(db: Db, party: string): Promise<readonly OwnVersion[]> {
  const { rows } = await sql<OwnVersion>`select c.number, c.service_version as version, c.matter, c.secrecy, c.board,
      c.unit, string_agg(r.role, ', ' order by r.role) as role
    from cases.case c join cases.party_role r on r.case_id = c.id where r.party_id = ${party}::uuid
    group by c.id order by c.number`.execute(db);
  return rows;
}
