import { encode, type FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import { type Actor, can, kinOf, type Subject } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, pipelined, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { BlockCall, BlockResult } from '#platform/runtime/index.ts';
import { applies, citedUnder, type Ground, type Outcome, type Service, type Town } from '#platform/town/index.ts';
import { hasConflict } from './conflict.ts';
import { automatedDelegation, officersDelegation } from './delegation.ts';
import { decisionFact } from './facts.ts';
import { ALONE, handlingOf } from './handling/handling.ts';
import { legalSteps, ONLY_FROM_APPLICANT } from './legal-steps.ts';
import { OTHER_SIDE, type PartyRole } from './parties.ts';
import { madeOn } from './reasons.ts';
import { signedBy } from './signer.ts';
import { awaitExecution } from './unexecuted.ts';

const ADVERSE: readonly string[] = ['partly-approved', 'rejected', 'dismissed'];

interface Words {
  readonly sv: string;
  readonly en: string;
}

const NOT_LIKE_THIS: Words = {
  sv: 'Beslutet kan inte fattas så här. En handläggare ser varför.',
  en: 'The decision cannot be made like this. An officer sees why.',
};

/** The rule that stands against it goes to who decides; the detail to the log. */
export function refused(detail: string, words: Words = NOT_LIKE_THIS): TorgetError {
  return new TorgetError('decision-refused', 409, words, detail);
}

/** A decision about to be made. */
export interface Deciding {
  readonly db: Db;
  readonly caseId: string;
  readonly service: Service;
  readonly actor: Actor;
  readonly automated: boolean;
  /** Where in the model it is made: a part of the function's name. */
  readonly element: string;
  readonly ground: string;
  readonly outcome: string;
  readonly values?: FeelContext;
  readonly reasons: string;
  /** The code of the exception by which the parties were not heard before it (FL 25 §). */
  readonly unheard?: string | null;
  /** The board that the case belongs to, where the caller has read it. */
  readonly board?: string;
  /** Legal time, RFC 3339. */
  readonly at: string;
}

/** Whether each party of a case has been told what its decision may build on, and has answered or had its time (FL 25 §). */
export type Heard = (
  db: Db,
  about: {
    readonly caseId: string;
    readonly service: Service;
    readonly at: string;
    /** The only roles that are asked about. */
    readonly roles?: readonly PartyRole[] | undefined;
  },
) => Promise<
  /** `exception`: the code of the one by which somebody was not told, as an officer has said beside the process. */
  | { readonly heard: true; readonly exception: string | null }
  /** `since`: titles of what has come in after all had been told; empty where somebody has not, or has time left. */
  | { readonly heard: false; readonly since: readonly string[]; readonly others: FromOthers }
>;

/** What stands against saying that everything comes from the applicant (FL 25 §). */
export interface FromOthers {
  /** Titles of what somebody else has sent, or the board has made or fetched. */
  readonly documents: readonly string[];
  /** Names of those on another side who have not been heard. */
  readonly parties: readonly string[];
}

/** The building block's way into `recordDecision`: what the model says, and the recorded decision as a fact for what follows. */
export async function decideByModel(call: BlockCall, town: Town, heard: Heard): Promise<BlockResult> {
  const { db, instance, facts, input, headers, at, actor, element } = call;
  const values = input['values'] as FeelContext | undefined;
  const { board, otherSide } = await standingOf(db, instance.businessKey);
  const unheard = await unheardIn(call, heard, otherSide);
  const decision = await recordDecision(
    {
      db,
      caseId: instance.businessKey,
      service: instance.service,
      actor,
      automated: headers['by'] === 'automated',
      element,
      ground: String(input['ground']),
      outcome: String(input['outcome']),
      ...(values === undefined ? {} : { values }),
      reasons: typeof input['reasons'] === 'string' ? input['reasons'] : '',
      unheard,
      board,
      at,
    },
    town,
  );
  facts.set('decision', decision);
  if (facts.last !== undefined) madeOn(db, String(decision['id']), facts.last.result.trace);
  return { output: {} };
}

/** Whose the case is, and whether somebody is a party in it who has not applied. */
async function standingOf(db: Db, caseId: string) {
  const { rows } = await sql<{ board: string; otherSide: boolean }>`select c.board,
      exists (select from cases.party_role r where r.case_id = c.id and r.role = any(${[...OTHER_SIDE]}::text[])) as "otherSide"
    from cases.case c where c.id = ${caseId}`.execute(db);
  return rows[0] ?? { board: '', otherSide: false };
}

/**
 * FL 25 §: the exception by which a process decides against a party that has not been heard; null where each has been, or
 * nothing asks for it. A version that was published before a decision had to say it (`law-exception`) is kept to what it was
 * checked for then: the step in its model that settles the question. Whom the case concerns though they have not applied is
 * heard before any decision of any version: what grants the application may go against them.
 *
 * @throws TorgetError `decision-refused` when somebody is unheard and no exception says why
 */
async function unheardIn(
  { db, instance, input, at }: BlockCall,
  heard: Heard,
  otherSide: boolean,
): Promise<string | null> {
  const { service, businessKey: caseId } = instance;
  const ground = groundOf(service, String(input['ground']));
  if (!applies(ground.regime, 25)) return null;
  const roles = 'unheard' in input && ADVERSE.includes(String(input['outcome'])) ? undefined : OTHER_SIDE;
  if (roles !== undefined && !otherSide) return null;
  const code = input['unheard'];
  if (typeof code === 'string') {
    if (!legalSteps.get('fl-25')?.exceptions.some((one) => one.code === code))
      throw refused(`FL 25 § knows no exception ${code}`);
    if (code !== ONLY_FROM_APPLICANT) return code;
  }
  const found = await heard(db, { caseId, service, at, roles });
  if (code === ONLY_FROM_APPLICANT) {
    if (!found.heard) checkOnlyFromApplicant(caseId, found.others);
    return code;
  }
  if (found.heard) return found.exception;
  if (found.since.length > 0) {
    const titles = found.since.join(', ');
    throw refused(`in case ${caseId} ${found.since.length} documents have come in since it was communicated`, {
      sv: `Det här har kommit in efter att parterna fick yttra sig: ${titles}. Kommunicera det också, eller ange vilket undantag som gäller (FL 25 §).`,
      en: `This has come in since the parties were asked for their comments: ${titles}. Communicate it too, or say which exception applies (FL 25 §).`,
    });
  }
  throw refused(`somebody in case ${caseId} is unheard, and no exception is stated`, {
    sv: 'Alla parter har inte fått yttra sig över det som talar emot, eller har tid kvar att göra det. Kommunicera, vänta in sista dagen eller ange vilket undantag som gäller (FL 25 §).',
    en: 'Not every party has had the chance to comment on what speaks against, or has time left to do so. Communicate, wait for the last day, or say which exception applies (FL 25 §).',
  });
}

/** @throws TorgetError `decision-refused` when something comes from somebody else, or is to be known by somebody else */
function checkOnlyFromApplicant(caseId: string, { documents, parties }: FromOthers): void {
  if (parties.length > 0)
    throw refused(`case ${caseId} has ${parties.length} unheard parties who are not the applicant`, {
      sv: `Undantaget gäller bara sökanden. Det här är andra som inte har fått yttra sig: ${parties.join(', ')}. Kommunicera, eller ange ett annat undantag om det gäller (FL 25 §).`,
      en: `The exception holds for the applicant alone. These are others who have not been heard: ${parties.join(', ')}. Communicate, or say another exception if it applies (FL 25 §).`,
    });
  if (documents.length > 0)
    throw refused(`case ${caseId} has ${documents.length} documents that do not come from the applicant`, {
      sv: `Det här kommer inte från sökanden: ${documents.join(', ')}. Kommunicera det, eller ange ett annat undantag om det gäller (FL 25 §).`,
      en: `This does not come from the applicant: ${documents.join(', ')}. Communicate it, or say another exception if it applies (FL 25 §).`,
    });
}

/**
 * FL 31 §: the decision with its date, content, who decided and on what. The row is final; a change is a new decision.
 * Gives the decision as a fact. @throws TorgetError `decision-refused` with the rule that stands against it.
 */
export async function recordDecision(deciding: Deciding, town: Town): Promise<FeelContext> {
  const { db, caseId, service, automated, actor, at } = deciding;
  const outcome = deciding.outcome as Outcome;
  const ground = groundOf(service, deciding.ground);
  const reasons = deciding.reasons.trim();
  const grounds = service.definition.grounds;
  if (!automated && (actor.kind !== 'staff' || !can(actor, 'case.decide', await subjectOf(deciding)))) {
    throw refused(`${actor.kind} may not decide in case ${caseId}`, {
      sv: `Du får inte besluta i ärendet (KL 6 kap. 37 §, ${citedUnder(grounds, 16, 'FL 16–17 §§', 'KL 7 kap. 4 § och 6 kap. 28–32 §§')}).`,
      en: `You may not decide in this case (KL 6:37, ${citedUnder(grounds, 16, 'FL 16–17 §§', 'KL 7:4, 6:28–32')}).`,
    });
  }
  checkReasons(ground, outcome, reasons);
  const delegation = await delegationOf(deciding, town, ground);
  const handling = automated ? ALONE : await handlingOf(deciding);
  const signed = automated ? null : await signedBy(db, town, actor, handling, at);
  const values = encode(deciding.values ?? {});
  const id = uuidv7();
  await pipelined(
    db,
    sql`insert into cases.decision (id, case_id, evaluation_id, ground, outcome, values, marks, decided_by, function, rules, delegation, party_id, unit, presented_by, took_part, signed, reasons, unheard, at)
    values (${id}, ${caseId}, (select e.id from cases.evaluation e where e.case_id = ${caseId} order by e.id desc limit 1),
      ${ground.id}, ${outcome}, ${JSON.stringify(values.value)}::jsonb, ${values.marks ? JSON.stringify(values.marks) : null}::jsonb,
      ${automated ? 'automated' : 'officer'}, ${automated ? `${service.id}/${deciding.element}` : null}, ${service.hash}, ${delegation},
      ${actor.kind === 'staff' && !automated ? actor.party : null}, ${actor.kind === 'staff' && !automated ? actor.unit : null},
      ${handling.presenter}::uuid, ${[...handling.participants]}::uuid[], ${signed === null ? null : JSON.stringify(signed)}::jsonb,
      ${reasons === '' ? null : reasons}, ${deciding.unheard ?? null}, ${at}::timestamptz)`,
  );
  await awaitExecution(db, { id, ground, outcome });
  return {
    ...decisionFact({
      id,
      outcome,
      ground: ground.id,
      values: values.value,
      marks: values.marks ?? null,
      at,
      decided_by: automated ? 'automated' : 'officer',
    }),
    reasons: reasons === '' ? null : reasons,
  };
}

/** The ground that a decision cites. @throws TorgetError when the service has none of that name */
export function groundOf(service: Service, id: string): Ground {
  const ground = service.definition.grounds.find((entry) => entry.id === id);
  if (ground === undefined) throw refused(`service ${service.id} has no ground ${id}`);
  return ground;
}

/** FL 32 §: which provisions and which circumstances; what goes against the party is refused when either is empty. */
export function checkReasons(ground: Ground, outcome: Outcome, reasons: string): void {
  if (!ADVERSE.includes(outcome)) return;
  // Reasons are asked for under every regime; the paragraph is cited where it applies.
  const rule = citedUnder([ground], 32, ' (FL 32 §)');
  if (reasons === '') {
    throw refused('an adverse decision without reasons', {
      sv: `Skriv skälen: vilka omständigheter har avgjort?${rule}`,
      en: `Write the reasons: which circumstances were decisive?${rule}`,
    });
  }
  if (!ground.basis.some((provision) => provision.trim() !== '')) {
    throw refused(`ground ${ground.id} names no provision`, {
      sv: `Beslutet nämner ingen bestämmelse${rule}.`,
      en: `The decision names no provision${rule}.`,
    });
  }
}

/** The row of the register that holds on the day of the decision. @throws TorgetError when there is none */
async function delegationOf(deciding: Deciding, town: Town, ground: Ground): Promise<string> {
  const { automated, actor, at } = deciding;
  const outcome = deciding.outcome as Outcome;
  const day = legalDay(Temporal.Instant.from(at));
  const matter = {
    board: deciding.board ?? (await standingOf(deciding.db, deciding.caseId)).board,
    ground: ground.id,
    outcome,
    day,
  };
  const roles = actor.kind === 'staff' ? actor.roles : [];
  const found = automated ? automatedDelegation(town, ground, matter) : officersDelegation(town, roles, matter);
  if (found !== undefined) return found.id;
  const rule = automated ? 'KL 6 kap. 37–38 §§' : 'KL 6 kap. 37 §, 7 kap. 5 §';
  const whose = automated
    ? 'no delegation, or the ground does not allow an automated decision'
    : `no delegation to ${roles.join(', ')}`;
  throw refused(`${whose}: ground ${ground.id}, outcome ${outcome}, ${day}`, {
    sv: `Ingen delegation gäller för det här beslutet i dag (${rule}).`,
    en: `No delegation covers this decision today (${rule}).`,
  });
}

/** The case as a permission is asked about it; nothing at all for who has a conflict of interest in it. */
export async function subjectOf({ db, caseId, actor }: Pick<Deciding, 'db' | 'caseId' | 'actor'>): Promise<Subject> {
  const { rows } = await sql<{ unit: string; protected: boolean; conflict: boolean; parties: Subject['parties'] }>`
    select c.unit, ${actor.kind === 'staff' ? hasConflict(sql`c.id`, actor.party) : sql`false`} as conflict, coalesce(bool_or(p.protected), false) as protected, coalesce(array_agg(r.party_id) filter (where r.party_id is not null), '{}') as parties
    from cases.case c left join cases.party_role r on r.case_id = c.id left join identity.party p on p.id = r.party_id
    where c.id = ${caseId} group by c.id`.execute(db);
  const row = rows[0];
  if (row === undefined || row.conflict) return {};
  const kin = actor.kind === 'staff' ? await kinOf(db, actor.party) : [];
  return { unit: row.unit, protected: row.protected, parties: row.parties ?? [], kin };
}
