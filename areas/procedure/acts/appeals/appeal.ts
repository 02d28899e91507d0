import { type Appealable, appealables } from '../../appealable.ts';
import { replacedByCourt } from '../../court.ts';
import { partyOf, type Situation } from '../../situation.ts';
import { appealsIn, becameOf } from '../../withdrawn-appeal.ts';
import type { Act, Refusal } from '../act.ts';
import { decisionChoices, nothingToAppeal } from './decision.ts';
import { takeAppeal } from './take.ts';

/**
 * What the actor has not appealed already, also where that is handed over, and no court has put out of force. Staff
 * register what comes, whoever it comes from.
 */
function notAppealed(s: Situation): readonly Appealable[] {
  const party = partyOf(s.actor);
  const mine = appealsIn(s).filter((one) => {
    const { dismissed, withdrawn } = becameOf(s, one);
    return one.forParty !== null && one.forParty === party && (dismissed ?? withdrawn) === undefined;
  });
  const replaced = replacedByCourt(s) !== undefined;
  return appealables(s)
    .filter(({ what }) => !(replaced && what === 'decision'))
    .filter(({ id }) => !mine.some(({ data }) => data['decision'] === id));
}

function alreadyAppealed(s: Situation): Refusal | null {
  const basis = 'FL 40–44 §§';
  const stopped = nothingToAppeal(s, basis);
  if (stopped !== null) return stopped;
  if (notAppealed(s).length > 0) return null;
  return { basis, text: replacedByCourt(s) ? 'procedure.refused.replaced-by-court' : 'procedure.refused.appealed' };
}

/** A party appeals on Mina sidor: handed in to the deciding board, taken also when it is late (FL 43, 45 §§). */
export const appeal: Act = {
  path: 'overklaga',
  who: 'citizen',
  basis: 'FL 40–44 §§',
  fields: [],
  form: 'overklagande',
  choices: (s) => ({ beslut: decisionChoices(notAppealed(s)) }),
  refused: alreadyAppealed,
  perform: (doing) =>
    takeAppeal(doing, 'appeal', {
      arrived: doing.situation.today,
      rule: 'FL 22 § 1',
      against: notAppealed(doing.situation),
    }),
};
