import { enforceableFrom } from '#platform/calendar/index.ts';
import { applies } from '#platform/town/index.ts';
import { served } from './appealable.ts';
import { appealsOfDecision, type CourtEnd, courtEnd } from './court.ts';
import { decidedOn, groundsOf, type Situation, settled, toldParties } from './situation.ts';
import { becameOf } from './withdrawn-appeal.ts';

/** From when a decision may be carried out, by which rule; `day` is null while that is not known. */
export interface Enforcement {
  readonly day: Temporal.PlainDate | null;
  /** As it is printed: `FL 35 §`; empty where no paragraph says it. */
  readonly basis: string;
  readonly why: 'at-once' | 'final' | 'not-served' | 'appealed' | 'withdrawn' | CourtEnd;
}

/**
 * FL 35 §: when the time to appeal is out for every party, each counted from its own service, and nobody has appealed. At
 * once where the ground says so (SoL 35 kap. 5 §), where the decision goes to laglighetsprövning (KL 13 kap. 14 §), and
 * where nobody can appeal.
 */
export function enforcement(s: Situation): Enforcement | undefined {
  const decision = settled(s);
  const ground = groundsOf(s)[0];
  if (decision === undefined || ground === undefined) return undefined;
  const court = judgedAs(s);
  // What a court has changed or annulled is not carried out as it was, also where it applied at once.
  if (court !== undefined && !STANDS.includes(court)) return { day: null, basis: '', why: court };
  if (ground.inForce === 'at-once')
    return { day: decidedOn(decision), basis: basisAtOnce(ground.basis), why: 'at-once' };
  if (!applies(ground.regime, 35)) return { day: decidedOn(decision), basis: 'KL 13 kap. 14 §', why: 'at-once' };
  // Nobody can appeal: there is no time to wait for, and no paragraph that says so.
  if (ground.regime === 'none') return { day: decidedOn(decision), basis: '', why: 'at-once' };
  // An appeal of a decision that was changed since covers the new one (FL 46 §); one of a separate decision does not.
  const appealed = appealsOfDecision(s)
    .map((appeal) => becameOf(s, appeal))
    .filter(({ handed, dismissed, withdrawn }) => handed !== undefined || (dismissed ?? withdrawn) === undefined);
  if (appealed.length > 0) {
    // Who tries it says what the withdrawal means: until then it is appealed.
    const open = appealed.filter((one) => one.court === undefined);
    if (open.length === 0 && court !== undefined) return { day: null, basis: 'FL 35 §', why: court };
    const why = open.every(({ withdrawn }) => withdrawn !== undefined) ? 'withdrawn' : 'appealed';
    return { day: null, basis: 'FL 35 §', why };
  }
  const got = toldParties(s).map(({ party }) => served(s, { id: decision.id, letters: [] }, party));
  const day = got.length === 0 ? null : enforceableFrom(got);
  return { day, basis: 'FL 35 §', why: day === null ? 'not-served' : 'final' };
}

function basisAtOnce(basis: readonly string[]): string {
  return basis.some((provision) => provision.startsWith('SoL ')) ? 'SoL 35 kap. 5 §' : 'FL 35 §';
}

/** Where the court lets the decision stand. */
const STANDS: readonly (CourtEnd | undefined)[] = ['avslag', 'avskrivet'];

/** What the courts came to about the decision of the case, each appeal by its last judgment; undefined while none has come. */
function judgedAs(s: Situation): CourtEnd | undefined {
  const ends = appealsOfDecision(s).flatMap((appeal) => courtEnd(becameOf(s, appeal).court?.data ?? {}) ?? []);
  return ends.find((end) => !STANDS.includes(end)) ?? ends.at(-1);
}
