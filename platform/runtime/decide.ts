import { type DecisionModel, evaluate, names } from '@torget/decision';
import type { FeelContext } from '@torget/feel';
import type { Effect } from '@torget/process';
import { rowsOf } from './decision-rows.ts';
import { watched } from './facts.ts';
import { ProcessRefused } from './refused.ts';
import type { Member, Unit } from './unit.ts';

type Decide = Extract<Effect, { kind: 'decide' }>;

/** A business-rule task: the decision is made in the transaction, kept with its trace, and answered at once. */
export async function decide(unit: Unit, member: Member, effect: Decide): Promise<void> {
  if (!unit.waits(member, effect.token)) return;
  const { token, resultVariable } = effect;
  const other = await unit.host.decided?.(unit.tx, { instance: member.info, effect, at: unit.at });
  if (other !== undefined) {
    const output = effect.rows === true ? { decisionResult: other.rows } : { [resultVariable]: other.value };
    unit.send(member, { kind: 'complete', token, output });
    return;
  }
  const { info } = member;
  const facts = watched(unit, member);
  const model = info.service.decisions;
  if (model === undefined) {
    throw new ProcessRefused(info, {
      code: 'no-decisions',
      element: effect.element,
      message: { sv: 'Tjänsten saknar decisions.dmn.', en: 'The service has no decisions.dmn.' },
    });
  }
  const { decision, element } = effect;
  const result = evaluate(model, decision, inputOf(facts.context, model, effect), { instant: unit.at });
  facts.last = { decision, result };
  facts.set('decision', result.value);
  await unit.host.evaluated(unit.tx, { instance: info, facts, element, decision, result, at: unit.at });
  const output = effect.rows === true ? { decisionResult: rowsOf(result) } : { [resultVariable]: result.value };
  unit.send(member, { kind: 'complete', token, output });
}

/** The input data that the decision asks for: facts are only made when somebody reads them. */
function inputOf(facts: FeelContext, model: DecisionModel, effect: Decide): FeelContext {
  const wanted = names(model, effect.decision).filter((name) => name in facts);
  return { ...effect.variables, ...Object.fromEntries(wanted.map((name) => [name, facts[name] ?? null])) };
}
