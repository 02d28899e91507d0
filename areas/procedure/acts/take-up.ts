import { date } from '@torget/feel';
import { reopenCase, takeUp } from '#areas/cases/index.ts';
import { unchangeable, waitsForCourt } from '../changeable.ts';
import { cancelOf } from '../decide.ts';
import { heldFor } from '../delegated.ts';
import { sendLetter } from '../letters.ts';
import { addAct } from '../rows.ts';
import { decidedOn, type Situation, settled } from '../situation.ts';
import { taken } from '../withdrawn.ts';
import { type Act, inPlaceOf, type Refusal } from './act.ts';

/** Outcomes that end a case without trying what was applied for. */
export const UNTRIED: readonly string[] = ['dismissed', 'closed-without-decision'];

/** A decision is changed by the general principle that the sections were made from also where FL 2 § switches them off. */
const basis = (s: Situation) => inPlaceOf(s, 37, 'FL 37 §', '');

const untried = (s: Situation): boolean => UNTRIED.includes(settled(s)?.outcome ?? '');

function refused(s: Situation): Refusal | null {
  const stopped = unchangeable(s);
  if (stopped !== null) return stopped;
  if (!untried(s)) return { basis: basis(s), text: 'procedure.refused.tried' };
  if (taken(s)) return { basis: '', text: 'procedure.refused.withdrawn' };
  return waitsForCourt(s) ? { basis: basis(s), text: 'procedure.refused.appealed-untried' } : null;
}

/**
 * FL 37 §: what was dismissed or written off is to be tried after all. The decision holds no longer, the case is open and
 * undecided, and the service's process begins anew with what the file holds: its steps and its gates are what the decision is
 * to be made by, and where a person is needed its task waits at the unit again.
 */
export const takeUpAgain: Act = {
  path: 'ta-upp-igen',
  who: 'staff',
  writes: true,
  decides: true,
  separate: 'take-up',
  basis,
  concerns: untried,
  fields: [{ name: 'skal', kind: 'text', label: 'procedure.reasons', hint: 'procedure.take-up.hint' }],
  refused,
  async perform(doing) {
    const { tx, given, situation, request, options } = doing;
    const { actor, now: at } = request;
    const { view, service } = situation;
    const before = settled(situation);
    if (before === undefined) return;
    await cancelOf(doing, 'taken-up');
    await takeUp(tx, { caseId: view.id, decision: before.id, at });
    await reopenCase(tx, view.id);
    const says = {
      skal: given['skal'] ?? '',
      beslutat: date(decidedOn(before).toString()),
      avvisat: before.outcome === 'dismissed',
    };
    const letters = await sendLetter(doing, { letter: 'provas-igen', says });
    const data = { ...given, ...heldFor('take-up', doing), before: before.id, letters };
    await addAct(tx, { caseId: view.id, act: 'take-up', data, actor, at });
    await options.cases.runtime.start(tx, { service, businessKey: view.id, actor });
  },
};
