import type { PartyRole } from '#areas/cases/index.ts';
import { applies, type Ground } from '#platform/town/index.ts';
import { UNHEARD, unheardMend, WHY } from '../communicated.ts';
import type { Situation } from '../situation.ts';
import type { ActField, Given, Mended } from './act.ts';

/** On which ground a decision by hand is made: asked where the service has several. */
export function whichGround({ service }: Pick<Situation, 'service'>): readonly ActField[] {
  const { grounds } = service.definition;
  if (grounds.length < 2) return [];
  const options = grounds.map(({ id, basis }) => ({
    value: id,
    text: 'procedure.party.name' as const,
    values: { name: basis.join(', ') },
  }));
  return [{ name: 'grund', kind: 'choice', label: 'procedure.board.ground', options }];
}

/** The ground that was chosen, or the service's first. */
export const chosenGround = ({ service }: Pick<Situation, 'service'>, given: Given): Ground | undefined =>
  service.definition.grounds.find(({ id }) => id === given['grund']) ?? service.definition.grounds[0];

/** FL 25 §: whether the parties are heard, or which exception says why not; asked where one of the grounds has it. */
export function askHeard({ service }: Pick<Situation, 'service'>): readonly ActField[] {
  if (!service.definition.grounds.some(({ regime }) => applies(regime, 25))) return [];
  return [{ name: 'undantag', kind: 'choice', label: 'procedure.board.unheard', options: UNHEARD }, WHY];
}

/** Nobody is decided against unheard (FL 25 §), whoever decides. `roles`: whom the outcome may go against, not everybody. */
export function unheard(s: Situation, given: Given, roles?: readonly PartyRole[]): Mended | null {
  const ground = chosenGround(s, given);
  return ground === undefined || !applies(ground.regime, 25) ? null : unheardMend(s, given, { roles });
}
