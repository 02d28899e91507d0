import type { ActRow } from './rows.ts';
import { type Standing, toldParties } from './situation.ts';

/** Every party, in the ruling of an officer. */
export const EVERYONE = 'alla';

/** Something that stands withheld from one party (OSL 10 kap. 3 §, 6 kap. 3 §). */
export interface Withheld {
  /** The act by which it was withheld, and whom from: what a decision is asked for on and made of. */
  readonly id: string;
  /** `<kind>:<id>` of the item. */
  readonly item: string;
  readonly party: string;
  readonly basis: string;
  /** The party's request for a written decision that nothing has answered yet. */
  readonly asked: ActRow | undefined;
}

/**
 * What is kept from each party and is not decided on in writing yet, oldest first. Of several rulings on one item the
 * last holds; what is shown to a party again is kept from it no more.
 */
export function undecidedWithheld(s: Pick<Standing, 'acts' | 'view'>): readonly Withheld[] {
  return toldParties(s).flatMap(({ party }) => withheldFrom(s.acts, String(party)));
}

function withheldFrom(acts: readonly ActRow[], party: string): readonly Withheld[] {
  const rulings = acts.filter(
    ({ act, data }) =>
      (act === 'withhold' || act === 'show-party') && (data['part'] === EVERYONE || data['part'] === party),
  );
  const last = new Map(rulings.map((one) => [String(one.data['handling']), one]));
  return [...last]
    .filter(([, { act, id }]) => act === 'withhold' && !acts.some((one) => refuses(one, id, party)))
    .map(([item, one]) => ({
      id: `${one.id}:${party}`,
      item,
      party,
      basis: String(one.data['basis']),
      asked: acts.find(
        ({ act, id, at, data, forParty }) =>
          act === 'request-insight' &&
          at > one.at &&
          data['handling'] === item &&
          forParty === party &&
          !acts.some(({ about }) => about === id),
      ),
    }));
}

const refuses = ({ act, data, forParty }: ActRow, ruling: string, party: string) =>
  act === 'refuse-insight' && data['of'] === ruling && forParty === party;
