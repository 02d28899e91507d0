import { encode, type FeelContext, type FeelValue, type Json } from '@torget/feel';
import type { Form } from '@torget/form';
import { sql } from 'kysely';
import type { Actor, CaseId, PartyId } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Runtime } from '#platform/runtime/index.ts';
import { type Service, senderName, type Town } from '#platform/town/index.ts';
import { CaseFacts } from './facts.ts';
import { regimesOf } from './insight/grounds.ts';

/** A submitted application as the case needs it. */
export interface Submission {
  /** Null of what an officer has passed on out of another case. */
  readonly applicationId: string | null;
  readonly service: Service;
  readonly actor: Actor;
  /** Whose it is, where an officer sends it for her. */
  readonly applicant?: PartyId;
  /** Those who apply together with the applicant, by what the registers say. */
  readonly coApplicants: readonly PartyId[];
  /** The frozen answers with computed values. */
  readonly data: Json;
  /** What the registers said when the form was filled in. */
  readonly register: FeelContext;
  readonly files: readonly { readonly id: string; readonly title: string }[];
  readonly language: string;
  /** The legal day of arrival (FL 22 §), and when on it. */
  readonly receivedAt: string;
  readonly arrivalDay: string;
  /** When it was entered, where it came on paper; left out, it was as it was received. */
  readonly enteredAt?: string;
  /** Whose the case is, where that is not the owner of the service. */
  readonly owner?: { readonly board: string; readonly unit: string };
}

export interface OpenedCase {
  readonly caseId: CaseId;
  readonly caseNumber: string;
}

interface RoleRow {
  readonly party: PartyId;
  readonly role: 'applicant' | 'co-applicant' | 'represented' | 'guardian' | 'agent';
}

/**
 * Opens and registers the case of an application and starts its process, in the caller's transaction: frozen
 * application, parties, files, facts, first status and process state are one commit.
 */
export async function openCase(tx: Db, town: Town, runtime: Runtime, submission: Submission): Promise<OpenedCase> {
  const { service, actor } = submission;
  const at = runtime.clock.now();
  const opened = await registerCase(tx, town, submission, at);
  const { caseId: id, caseNumber: number } = opened;
  const facts = new CaseFacts(
    {
      id,
      number,
      receivedAt: submission.receivedAt,
      registeredAt: at,
      service,
      application: submission.data,
      register: { ...submission.register } as { [name: string]: FeelValue },
    },
    town,
  );
  await runtime.start(tx, { service, businessKey: id, actor, facts });
  return opened;
}

/** Registers the case of an application without starting its process. `at`: legal time, RFC 3339. */
export async function registerCase(tx: Db, town: Town, submission: Submission, at: string): Promise<OpenedCase> {
  const id = uuidv7() as CaseId;
  const { board, unit } = submission.owner ?? submission.service.definition.owner;
  const prefix = town.boards.find((entry) => entry.id === board)?.prefix ?? board;
  return { caseId: id, caseNumber: await register(tx, submission, { id, prefix, board, unit, at }) };
}

async function register(
  tx: Db,
  submission: Submission,
  at: { id: string; prefix: string; board: string; unit: string; at: string },
): Promise<string> {
  const { service, actor, language, enteredAt = submission.receivedAt } = submission;
  const year = Temporal.Instant.from(at.at).toZonedDateTimeISO('Europe/Stockholm').year;
  const by = submission.applicant ?? (actor.kind === 'citizen' ? actor.party : null);
  // OSL 5 kap. 2 § p. 3: who has not signed in stands in the registry by the name that was left, if any.
  const name = by === null ? (senderName(service.definition, submission.data) ?? null) : null;
  const documents = [
    { id: uuidv7(), kind: 'application', title: service.definition.title.sv, content: submission.data, file_id: null },
    ...submission.files.map((file) => ({
      id: uuidv7(),
      kind: 'attachment',
      title: file.title,
      content: null,
      file_id: file.id,
    })),
  ];
  const facts = Object.entries(submission.register).map(([name, value]) => {
    const stored = encode(value);
    return { id: uuidv7(), name, value: stored.value, marks: stored.marks ?? null };
  });
  const { rows } = await sql<{ number: string }>`
    with c as (insert into cases.case (id, number, service, service_version, application_id, board, unit, received_at, arrival_day, registered_at, language, register, matter, secrecy, grounds)
      values (${at.id}, cases.next_number(${at.prefix}, ${year}), ${service.id}, ${service.hash}, ${submission.applicationId}, ${at.board}, ${at.unit},
        ${submission.receivedAt}::timestamptz, ${submission.arrivalDay}::date, ${at.at}::timestamptz, ${language},
        ${service.definition.register}, ${service.definition.title.sv}, ${[...service.definition.secrecy]}::text[],
        ${JSON.stringify(regimesOf(service))}::jsonb) returning number),
    p as (insert into cases.party_role (case_id, party_id, role, since)
      select ${at.id}::uuid, r.party, r.role, ${at.at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rolesOf(service.form, submission))}::jsonb) as r(party uuid, role text)),
    s as (insert into cases.represents (case_id, agent_id, party_id, since)
      select ${at.id}::uuid, r.party, ${applicantOf(submission) ?? null}::uuid, ${at.at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rolesOf(service.form, submission))}::jsonb) as r(party uuid, role text)
      where r.role = 'agent'),
    d as (insert into cases.document (id, case_id, direction, kind, title, content, file_id, at, day, by_party, from_name)
      select r.id, ${at.id}::uuid, 'in', r.kind, r.title, r.content, r.file_id, ${enteredAt}::timestamptz,
        ${enteredAt === submission.receivedAt ? null : submission.arrivalDay}::date, ${by}::uuid, ${name}
      from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) as r(id uuid, kind text, title text, content jsonb, file_id uuid)),
    f as (insert into cases.fact (id, case_id, name, value, marks, at)
      select r.id, ${at.id}::uuid, r.name, r.value, r.marks, ${at.at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as r(id uuid, name text, value jsonb, marks jsonb))
    select number from c`.execute(tx);
  return rows[0]?.number ?? '';
}

/** Whose application it is; undefined for nobody known. */
function applicantOf({ applicant, actor }: Submission): PartyId | undefined {
  return applicant ?? (actor.kind === 'citizen' ? actor.principal : undefined);
}

/**
 * Applicant; a child that is chosen in the form is represented, and its other guardian under joint custody is a party
 * too (FB 6 kap. 13 §). Whoever acts for somebody else is the agent, and whoever applies together with the applicant a
 * party like her.
 */
function rolesOf(form: Form, submission: Submission): RoleRow[] {
  const { actor, data, register: facts } = submission;
  const applicant = applicantOf(submission);
  if (applicant === undefined) return [];
  const roles: RoleRow[] = [{ party: applicant, role: 'applicant' }];
  if (actor.kind === 'citizen' && actor.party !== actor.principal) roles.push({ party: actor.party, role: 'agent' });
  roles.push(...submission.coApplicants.map((party) => ({ party, role: 'co-applicant' }) as const));
  const children = listOf(facts['children'], 'barn');
  for (const question of form.pages.flatMap((page) => page.questions)) {
    if (question.type !== 'child') continue;
    const chosen = field(field(data as FeelValue, question.id), 'ref');
    const child = children.find((entry) => field(entry, 'ref') === chosen);
    if (child === undefined) continue;
    roles.push({ party: chosen as PartyId, role: 'represented' });
    const other = field(child, 'annan_vardnadshavare');
    if (typeof other === 'string' && field(child, 'gemensam_vardnad') === true)
      roles.push({ party: other as PartyId, role: 'guardian' });
  }
  return roles;
}

function field(value: FeelValue | undefined, name: string): FeelValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return (value as FeelContext)[name] ?? null;
}

function listOf(value: FeelValue | undefined, name: string): readonly FeelValue[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}
