import { legalityGround, receivables } from '../../appealable.ts';
import { type Act, basisOf, inPlaceOf } from '../act.ts';
import { arrived } from '../arrived.ts';
import { SOMEBODY } from '../documents.ts';
import { chosenDecision, decisionChoices, isBefore, nothingToAppeal } from './decision.ts';
import { partyChoices } from './party.ts';
import { takeAppeal } from './take.ts';

/** An appeal that came on paper or by e-mail, with its scanned files. */
export const registerAppeal: Act = {
  path: 'registrera-overklagande',
  who: 'staff',
  writes: true,
  basis: (s) => inPlaceOf(s, 44, 'FL 22, 43 §§', 'FL 22 §, KL 13 kap. 6 §'),
  fields: [],
  form: 'overklagat',
  choices: (s) => ({
    beslut: decisionChoices(receivables(s)),
    part: [...partyChoices(s), { value: SOMEBODY, text: 'procedure.document.somebody' }],
  }),
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
