import { encode, type FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import { type Actor, can, kinOf, type Subject } from '#platform/access/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { BlockCall, BlockResult } from '#platform/runtime/index.ts';
import type { Delegation, Ground, Outcome, Service, Town } from '#platform/town/index.ts';
import { decisionFact } from './facts.ts';

const ADVERSE: readonly string[] = ['partly-approved', 'rejected', 'dismissed'];

function refused(detail: string): TorgetError {
  return new TorgetError(
    'decision-refused',
    409,
    {
      sv: 'Beslutet kan inte fattas så här. En handläggare ser varför.',
      en: 'The decision cannot be made like this. An officer sees why.',
    },
    detail,
  );
}

/** KL 6 kap. 37–38 §§: an automated decision needs a delegation in force and a ground whose regime allows it. */
function automatedDelegation(town: Town, ground: Ground, outcome: Outcome, at: string): Delegation {
  const day = at.slice(0, 10);
  const rule = ground.automated;
  if (rule === undefined || ground.regime !== 'forvaltningsbesvar' || !rule.outcomes.includes(outcome)) {
    throw refused(`ground ${ground.id} does not allow an automated decision with outcome ${outcome}`);
  }
  const found = town.delegations.find(
    (row) =>
      row.id === rule.delegation &&
      row.delegate === 'automated' &&
      row.from <= day &&
      (row.to === undefined || day <= row.to),
  );
  if (found === undefined)
    throw refused(`no delegation ${rule.delegation} to an automated function in force on ${day}`);
  return found;
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
  /** Legal time, RFC 3339. */
  readonly at: string;
}

/** The building block's way into `recordDecision`: what the model says, and the recorded decision as a fact for what follows. */
export async function decideByModel(call: BlockCall, town: Town): Promise<BlockResult> {
  const { db, instance, facts, input, headers, at, actor, element } = call;
  const values = input['values'] as FeelContext | undefined;
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
      at,
    },
    town,
  );
  facts.set('decision', decision);
  return { output: {} };
}

/**
 * FL 31 §: the decision with its date, content, who decided and on what. The row is final; a change is a new decision.
 * Gives the decision as a fact. @throws TorgetError `decision-refused` with the rule that stands against it.
 */
export async function recordDecision(deciding: Deciding, town: Town): Promise<FeelContext> {
  const { db, caseId, service, automated, actor, at } = deciding;
  const outcome = deciding.outcome as Outcome;
  const ground = service.definition.grounds.find((entry) => entry.id === deciding.ground);
  if (ground === undefined) throw refused(`service ${service.id} has no ground ${deciding.ground}`);
  const reasons = deciding.reasons.trim();
  if (!automated && (actor.kind !== 'staff' || !can(actor, 'case.decide', await subjectOf(deciding)))) {
    throw refused(`${actor.kind} may not decide in case ${caseId}`);
  }
  // FL 32 §: a decision that goes against the party is refused without reasons of a person.
  if (ADVERSE.includes(outcome) && reasons === '') throw refused('an adverse decision without reasons');
  const delegation = automated ? automatedDelegation(town, ground, outcome, at).id : null;
  const values = encode(deciding.values ?? {});
  const id = uuidv7();
  await sql`insert into cases.decision (id, case_id, evaluation_id, ground, outcome, values, marks, decided_by, function, rules, delegation, party_id, unit, reasons, at)
    values (${id}, ${caseId}, (select e.id from cases.evaluation e where e.case_id = ${caseId} order by e.id desc limit 1),
      ${ground.id}, ${outcome}, ${JSON.stringify(values.value)}::jsonb, ${values.marks ? JSON.stringify(values.marks) : null}::jsonb,
      ${automated ? 'automated' : 'officer'}, ${automated ? `${service.id}/${deciding.element}` : null}, ${service.hash}, ${delegation},
      ${actor.kind === 'staff' && !automated ? actor.party : null}, ${actor.kind === 'staff' && !automated ? actor.unit : null},
      ${reasons === '' ? null : reasons}, ${at}::timestamptz)`.execute(db);
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

async function subjectOf({ db, caseId, actor }: Deciding): Promise<Subject> {
  const { rows } = await sql<{ unit: string; protected: boolean; parties: Subject['parties'] }>`
    select c.unit, coalesce(bool_or(p.protected), false) as protected, coalesce(array_agg(r.party_id) filter (where r.party_id is not null), '{}') as parties
    from cases.case c left join cases.party_role r on r.case_id = c.id left join identity.party p on p.id = r.party_id
    where c.id = ${caseId} group by c.id`.execute(db);
  const row = rows[0];
  if (row === undefined) return {};
  const kin = actor.kind === 'staff' ? await kinOf(db, actor.party) : [];
  return { unit: row.unit, protected: row.protected, parties: row.parties ?? [], kin };
}
