import { applies, citedUnder } from '#platform/town/index.ts';
import type { Refusal } from './acts/act.ts';
import { appealsOfDecision } from './court.ts';
import { groundsOf, type Situation, settled } from './situation.ts';

function handedOver(s: Situation): boolean {
  const appeals = appealsOfDecision(s);
  return s.acts.some(({ act, about }) => act === 'hand-over' && appeals.some(({ id }) => id === about));
}

const has = (s: Situation, section: number): boolean => groundsOf(s).some(({ regime }) => applies(regime, section));

/** Appealed, and neither dismissed nor handed over: until then only what 38 § demands may be changed, where FL 39 § applies. */
export const waitsForCourt = (s: Situation): boolean =>
  has(s, 39) && appealsOfDecision(s).some(({ id }) => !s.acts.some(({ about }) => about === id));

/**
 * Why what was decided in the case cannot be changed (FL 37, 39 §§); null when it can. Where FL 2 § switches them off an
 * authority changes its decisions by the general principles that they were made from, and nothing ends that.
 */
export function unchangeable(s: Situation): Refusal | null {
  if (settled(s) === undefined)
    return { basis: citedUnder(groundsOf(s), 37, 'FL 37 §'), text: 'procedure.refused.undecided' };
  return has(s, 39) && handedOver(s) ? { basis: 'FL 39 §', text: 'procedure.refused.handed-over' } : null;
}
