import { legalityGround, receivables } from '../../appealable.ts';
import type { Situation } from '../../situation.ts';
import { type Act, type ActField, basisOf, inPlaceOf } from '../act.ts';
import { arrived, CAME } from '../arrived.ts';
import { chosenDecision, decisionChoices, isBefore, nothingToAppeal } from './decision.ts';
import { partyChoices } from './party.ts';
import { takeAppeal } from './take.ts';

/** Which decision, where there are several, and who appeals: a party, or somebody who is none. */
function which(s: Situation): readonly ActField[] {
  const of = receivables(s);
  const who = [...partyChoices(s), { value: 'annan', text: 'procedure.appeal.somebody' } as const];
  const decision = { name: 'beslut', kind: 'choice', label: 'procedure.appeal.what' } as const;
  return [
    ...(of.length < 2 ? [] : [{ ...decision, options: decisionChoices(of) }]),
    ...(who.length < 2 ? [] : [{ name: 'part', kind: 'choice', label: 'procedure.appeal.who', options: who } as const]),
  ];
}

/** An appeal that came on paper or by e-mail. */
export const registerAppeal: Act = {
  path: 'registrera-overklagande',
  who: 'staff',
  writes: true,
  basis: (s) => inPlaceOf(s, 44, 'FL 22, 43 §§', 'FL 22 §, KL 13 kap. 6 §'),
  fields: (s) => [...which(s), { name: 'andring', kind: 'text', label: 'procedure.appeal.text' }, ...CAME],
  refused(s) {
    const basis = basisOf(registerAppeal, s);
    if (receivables(s).length > 0) return null;
    return legalityGround(s) === undefined ? nothingToAppeal(s, basis) : { basis, text: 'procedure.refused.undecided' };
  },
  mend: (s, given) =>
    isBefore(chosenDecision(receivables(s), given), given) ? { field: 'dag', text: 'procedure.appeal.before' } : null,
  perform: (doing) =>
    takeAppeal(doing, 'register-appeal', { ...arrived(doing.given), against: receivables(doing.situation) }),
};
