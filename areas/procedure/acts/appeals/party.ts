import { clockParties } from '../../appealable.ts';
import type { Situation } from '../../situation.ts';
import type { Choice, Given } from '../act.ts';

/** The parties to choose among, by name. */
export const partyChoices = (s: Situation): readonly Choice[] =>
  clockParties(s).map(({ party, name }) => ({ value: party, text: 'procedure.party.name', values: { name } }));

/** What was chosen, or the only one there is. */
export const chosenParty = (s: Situation, given: Given): string | undefined =>
  given['part'] === undefined
    ? clockParties(s)[0]?.party
    : clockParties(s).find(({ party }) => party === given['part'])?.party;
