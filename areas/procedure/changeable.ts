import { applies } from '#platform/town/index.ts';
import type { Refusal } from './acts/act.ts';
import type { ActRow } from './rows.ts';
import { groundsOf, type Situation, settled } from './situation.ts';

/**
 * Appeals of what was decided in the case: one of a decision that was changed since covers the new one (FL 46 §). One of a
 * separate decision (FL 12, 45 §§) stands in nobody's way.
 */
function appealsOf({ acts, file }: Situation): readonly ActRow[] {
  const decisions = file.decisions.map(({ id }) => id);
  return acts.filter(
    ({ data, act }) =>
      (act === 'appeal' || act === 'register-appeal') && decisions.some((decision) => data['decision'] === decision),
  );
}

function handedOver(s: Situation): boolean {
  const appeals = appealsOf(s);
  return s.acts.some(({ act, about }) => act === 'hand-over' && appeals.some(({ id }) => id === about));
}

/** Appealed, and neither dismissed nor handed over: until then only what 38 § demands may be changed (FL 39 §). */
export const waitsForCourt = (s: Situation): boolean =>
  appealsOf(s).some(({ id }) => !s.acts.some(({ about }) => about === id));

/** FL 37, 39 §§: why what was decided in the case cannot be changed; null when it can. */
export function unchangeable(s: Situation): Refusal | null {
  if (settled(s) === undefined) return { basis: 'FL 37 §', text: 'procedure.refused.undecided' };
  if (!groundsOf(s).some(({ regime }) => applies(regime, 37)))
    return { basis: 'FL 37 §', text: 'procedure.refused.regime' };
  return handedOver(s) ? { basis: 'FL 39 §', text: 'procedure.refused.handed-over' } : null;
}
