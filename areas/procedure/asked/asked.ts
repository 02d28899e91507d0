import type { ActRow } from '../rows.ts';
import { dateOf, partyOf, type Standing, settled, toldParties } from '../situation.ts';
import { taken } from '../withdrawn.ts';

/** What a party is asked by letter, beside the tasks of the service's process (FL 20, 25 §§). */
export const ASKING = ['request-completion', 'communicate'] as const;
export type Asking = (typeof ASKING)[number];

/** One thing that waits for the party's answer. */
export interface Waiting {
  readonly asked: ActRow;
  readonly kind: Asking;
  /** The last day to answer; an answer that comes later is taken too, as long as nothing is decided. */
  readonly until: Temporal.PlainDate;
}

/**
 * What the actor has been written to about and has not answered: the last letter of each kind, since a newer one takes the
 * place of an older. Of who became a party after it was sent nothing is asked.
 */
export function waitingFor(s: Standing): readonly Waiting[] {
  const party = partyOf(s.actor);
  if (party === undefined || taken(s)) return [];
  return ASKING.flatMap((kind) => {
    const asked = s.acts.findLast(({ act, data }) => act === kind && wasSent(s, data['letters'], party));
    if (asked === undefined || isAnswered(s, asked, party)) return [];
    const until = dateOf(asked, 'senast');
    return mayAnswer(s, asked, until) ? [{ asked, kind, until }] : [];
  });
}

const wasSent = ({ sent }: Standing, letters: unknown, party: string): boolean =>
  sent.some((letter) => letter.party === party && Array.isArray(letters) && letters.includes(letter.id));

/** Who speaks for the only party answers for it, and the other way round; of several each answers for itself. */
function isAnswered(s: Standing, asked: ActRow, party: string): boolean {
  const told = toldParties(s).map((one) => String(one.party));
  const agents = s.view.parties.flatMap((one) => (one.role === 'agent' ? [String(one.party)] : []));
  const theirs = told.length === 1 && [...told, ...agents].includes(party) ? [...told, ...agents] : [party];
  return s.acts.some(({ about, forParty }) => about === asked.id && forParty !== null && theirs.includes(forParty));
}

/** As long as nothing is decided; after that only about a change of what was decided, and until its day is over. */
function mayAnswer(s: Standing, asked: ActRow, until: Temporal.PlainDate): boolean {
  const decision = settled(s);
  if (decision === undefined) return s.view.closedAt === null;
  const since = Temporal.Instant.compare(Temporal.Instant.from(asked.at), Temporal.Instant.from(decision.at)) > 0;
  return since && asked.act === 'communicate' && Temporal.PlainDate.compare(s.today, until) <= 0;
}
