import { encode, type FeelContext } from '@torget/feel';
import { sql } from 'kysely';
import { can, kinOf, type Subject } from '#platform/access/index.ts';
import { uuidv7 } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { BlockCall, BlockResult } from '#platform/runtime/index.ts';
import type { Delegation, Ground, Outcome, Town } from '#platform/town/index.ts';
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

/** FL 31 §: the decision with its date, content, who decided and on what. The row is final; a change is a new decision. */
export async function recordDecision(call: BlockCall, town: Town): Promise<BlockResult> {
  const { db, instance, facts, input, headers, at, actor } = call;
  const { service } = instance;
  const outcome = String(input['outcome']) as Outcome;
  const ground = service.definition.grounds.find((entry) => entry.id === input['ground']);
  if (ground === undefined) throw refused(`service ${service.id} has no ground ${String(input['ground'])}`);
  const automated = headers['by'] === 'automated';
  const reasons = typeof input['reasons'] === 'string' ? input['reasons'].trim() : '';
  if (!automated && (actor.kind !== 'staff' || !can(actor, 'case.decide', await subjectOf(call)))) {
    throw refused(`${actor.kind} may not decide in case ${instance.businessKey}`);
  }
  // FL 32 §: a decision that goes against the party is refused without reasons of a person.
  if (ADVERSE.includes(outcome) && reasons === '') throw refused('an adverse decision without reasons');
  const delegation = automated ? automatedDelegation(town, ground, outcome, at).id : null;
  const values = encode((input['values'] as FeelContext | undefined) ?? {});
  const id = uuidv7();
  await sql`insert into cases.decision (id, case_id, evaluation_id, ground, outcome, values, marks, decided_by, function, rules, delegation, party_id, unit, reasons, at)
    values (${id}, ${instance.businessKey}, (select e.id from cases.evaluation e where e.case_id = ${instance.businessKey} order by e.id desc limit 1),
      ${ground.id}, ${outcome}, ${JSON.stringify(values.value)}::jsonb, ${values.marks ? JSON.stringify(values.marks) : null}::jsonb,
      ${automated ? 'automated' : 'officer'}, ${automated ? `${service.id}/${call.element}` : null}, ${service.hash}, ${delegation},
      ${actor.kind === 'staff' && !automated ? actor.party : null}, ${actor.kind === 'staff' && !automated ? actor.unit : null},
      ${reasons === '' ? null : reasons}, ${at}::timestamptz)`.execute(db);
  facts.set('decision', {
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
  });
  return { output: {} };
}

async function subjectOf(call: BlockCall): Promise<Subject> {
  const { rows } = await sql<{ unit: string; protected: boolean; parties: Subject['parties'] }>`
    select c.unit, coalesce(bool_or(p.protected), false) as protected, coalesce(array_agg(r.party_id) filter (where r.party_id is not null), '{}') as parties
    from cases.case c left join cases.party_role r on r.case_id = c.id left join identity.party p on p.id = r.party_id
    where c.id = ${call.instance.businessKey} group by c.id`.execute(call.db);
  const row = rows[0];
  if (row === undefined) return {};
  const kin = call.actor.kind === 'staff' ? await kinOf(call.db, call.actor.party) : [];
  return { unit: row.unit, protected: row.protected, parties: row.parties ?? [], kin };
}
