import { applies, type Ground } from '#platform/town/index.ts';
import { spokenFor } from './agents.ts';
import { type Timeliness, timeliness } from './appeal.ts';
import { type ActRow, dayOf } from './rows.ts';
import { decidedOn, groundsOf, type Situation, settled, toldParties } from './situation.ts';

type Day = Temporal.PlainDate;

/**
 * A decision that can be appealed under Förvaltningslagen: the one that settles the case, the refusal of a request for a
 * decision (FL 12 § st. 3), the dismissal of an appeal (FL 45 §), and the refusal of insight to a party (OSL 6 kap. 7 §). All
 * but the first are acts, each with letters of its own.
 */
export interface Appealable {
  /** Of the decision, or of the act. */
  readonly id: string;
  readonly what: 'decision' | 'refuse-request' | 'dismiss-appeal' | 'refuse-insight';
  readonly day: Day;
  readonly letters: readonly string[];
  /** Who tries it, where that is not who tries the decision in the case: kammarrätten (OSL 6 kap. 8 §). */
  readonly to?: string;
}

/** Acts that are decisions of their own. */
const SEPARATE: readonly string[] = ['refuse-request', 'dismiss-appeal', 'refuse-insight'];

/** The ground that says where an appeal goes; undefined where Förvaltningslagen's rules of appeal do not apply. */
export function appealGround(s: Situation): Ground | undefined {
  return groundsOf(s).find(({ regime }) => applies(regime, 44));
}

/**
 * KL 13 kap.: the ground that says where a decision goes whose lawfulness alone is tried; the board neither tests whether the
 * appeal came in time nor dismisses it, but what is handed in to it in time is in time (KL 13 kap. 6 §).
 */
export function legalityGround(s: Situation): Ground | undefined {
  if (appealGround(s) !== undefined) return undefined;
  return groundsOf(s).find(({ regime }) => regime === 'laglighetsprovning' || regime === 'laglighetsprovning-social');
}

/** What can be appealed in the case under Förvaltningslagen, the newest first. */
export function appealables(s: Situation): readonly Appealable[] {
  return appealGround(s) === undefined ? decisionsOf(s).filter(isOfInsight) : decisionsOf(s);
}

/** What an appeal that reaches the house can be of, under whichever law: the newest first. */
export function receivables(s: Situation): readonly Appealable[] {
  return legalityGround(s) === undefined ? appealables(s) : decisionsOf(s);
}

const isOfInsight = ({ what }: Appealable) => what === 'refuse-insight';

/**
 * The ground of legality that an appeal of this decision is tried on; undefined where Förvaltningslagen's rules of appeal
 * hold: for the refusal of insight they do whatever the case is (OSL 6 kap. 7 §).
 */
export function legalityOf(s: Situation, decision: unknown): Ground | undefined {
  return decisionsOf(s).some((one) => one.id === decision && isOfInsight(one)) ? undefined : legalityGround(s);
}

function decisionsOf(s: Situation): readonly Appealable[] {
  const decision = settled(s);
  const separate = s.acts
    .filter(({ act }) => SEPARATE.includes(act))
    .map((act) => ({
      id: act.id,
      what: act.act as Appealable['what'],
      day: dayOf(act),
      letters: (act.data['letters'] as readonly string[] | undefined) ?? [],
      ...(act.act === 'refuse-insight' ? { to: String(act.data['to']) } : {}),
    }));
  const settles =
    decision === undefined
      ? []
      : [{ id: decision.id, what: 'decision' as const, day: decidedOn(decision), letters: [] }];
  return [...settles, ...separate.toReversed()];
}

/**
 * FL 44 §: the day that one party got a decision, confirmed in the inbox or recorded by staff; the first that is proven. What
 * staff recorded last takes the place of what they recorded before: a wrong day is mended by the right one. `party` is null
 * for who asked in a case that has no party.
 */
export function served(s: Situation, target: Pick<Appealable, 'id' | 'letters'>, party: string | null): Day | null {
  const recorded = s.acts.filter(
    ({ act, data, forParty }) => act === 'record-service' && data['decision'] === target.id && forParty === party,
  );
  const confirmed = s.receipts.filter(
    ({ decision, letter, party: by }) => by === party && (decision === target.id || target.letters.includes(letter)),
  );
  const days = [
    ...recorded.slice(-1).map(({ data }) => Temporal.PlainDate.from(String(data['served']))),
    ...confirmed.map((receipt) => dayOf(receipt)),
  ];
  return days.sort(Temporal.PlainDate.compare)[0] ?? null;
}

/**
 * FL 44 §: the days are counted from when the party itself got it, also where somebody who speaks for it appeals (FL 14 §):
 * what she got herself sets no clock going. Whose they are is what was kept when she appealed; of an agent from before that
 * was, the only party there is. Undefined where nobody knows.
 */
function clocksOf(s: Situation, { forParty: party, at }: ActRow): readonly (string | null)[] | undefined {
  const told = toldParties(s);
  const represented = spokenFor(s, party, at);
  const speaks =
    represented.length > 0 ||
    s.view.parties.some((one) => one.party === party && one.role === 'agent') ||
    // Also when her role has ended since.
    s.acts.some(({ act, data, forParty }) => act === 'add-party' && data['roll'] === 'agent' && forParty === party);
  if (!speaks || told.some((one) => one.party === party)) return [party];
  if (represented.length > 0) return represented;
  return told.length === 1 ? told.map((one) => one.party) : undefined;
}

/** When all of them had got it: of several whom somebody appeals for, no time is out before the last one's is. */
function lastServed(
  s: Situation,
  target: Pick<Appealable, 'id' | 'letters'>,
  of: readonly (string | null)[],
): Day | null {
  const days = of.map((party) => served(s, target, party));
  const known = days.filter((day) => day !== null);
  return known.length < days.length ? null : (known.sort(Temporal.PlainDate.compare).at(-1) ?? null);
}

/**
 * The clock of an appeal is that of the party who appeals; in a case without a party that of who asked. Of somebody who is no
 * party beside those there are nothing is known.
 */
export function timelyOf(
  s: Situation,
  appeal: ActRow,
): { readonly timely: Timeliness; readonly last: Day | null; readonly got: Day | null } {
  const target = appealables(s).find(({ id }) => id === appeal.data['decision']) ?? {
    id: String(appeal.data['decision']),
    letters: [],
  };
  const unknown = appeal.forParty === null && s.view.parties.length > 0;
  const whose = unknown ? undefined : clocksOf(s, appeal);
  const got = whose === undefined ? null : lastServed(s, target, whose);
  return { ...timeliness(got, Temporal.PlainDate.from(String(appeal.data['arrived']))), got };
}

/** Names of the parties who have a clock of their own, by id. */
export function clockParties(s: Situation): readonly { readonly party: string; readonly name: string }[] {
  return toldParties(s).map(({ party, name }) => ({ party, name }));
}
