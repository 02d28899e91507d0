import type { ActName } from './acts/act.ts';
import { agentsFor } from './agents.ts';
import type { ActRow } from './rows.ts';
import type { Situation, Standing } from './situation.ts';

const APPEALS: readonly ActName[] = ['appeal', 'register-appeal'];
const WITHDRAWALS: readonly ActName[] = ['withdraw-appeal', 'register-withdrawn-appeal'];

type Acts = Pick<Standing, 'acts'>;
const about = ({ acts }: Acts, { id }: ActRow) => acts.filter((one) => one.about === id);

/** Every appeal of the case, whatever became of it, oldest first. */
export const appealsIn = ({ acts }: Acts): readonly ActRow[] => acts.filter(({ act }) => APPEALS.includes(act));

/** Whether an appeal is a party's: made by herself, or by who speaks for her (FL 14 §). */
export const isOf = (s: Pick<Situation, 'file'>, { forParty }: ActRow, party: string): boolean =>
  forParty === party || (forParty !== null && agentsFor(s, party).includes(forParty));

/** What became of an appeal. */
export interface Became {
  /** Handed over to whoever tries it. */
  readonly handed: ActRow | undefined;
  readonly dismissed: ActRow | undefined;
  readonly withdrawn: ActRow | undefined;
  /** A withdrawal that came after the hand-over is sent after it. */
  readonly sent: ActRow | undefined;
  /** What the court came to, the last time where several have tried it. */
  readonly court: ActRow | undefined;
}

/** A judgment is of the appeal, and a higher court's of the one before it. */
function lastJudgment(s: Acts, of: ActRow): ActRow | undefined {
  const next = about(s, of).find(({ act }) => act === 'court-decided');
  return next === undefined ? undefined : (lastJudgment(s, next) ?? next);
}

export function becameOf(s: Acts, appeal: ActRow): Became {
  const after = about(s, appeal);
  const withdrawn = after.find(({ act }) => WITHDRAWALS.includes(act));
  return {
    handed: after.find(({ act }) => act === 'hand-over'),
    dismissed: after.find(({ act }) => act === 'dismiss-appeal'),
    withdrawn,
    sent: withdrawn === undefined ? undefined : about(s, withdrawn)[0],
    court: lastJudgment(s, appeal),
  };
}

/**
 * Appeals that can be withdrawn: also when they are handed over, since who appeals may take it back until it is decided, and
 * what comes here is then sent on to where it is tried.
 */
export const withdrawable = (s: Acts): readonly ActRow[] =>
  appealsIn(s).filter((appeal) => {
    const { dismissed, withdrawn, court } = becameOf(s, appeal);
    return (dismissed ?? withdrawn ?? court) === undefined;
  });

/** The withdrawal that has waited longest to be sent after the appeal it is of, with where that went. */
export function unsent(
  s: Acts,
): { readonly withdrawn: ActRow; readonly appeal: ActRow; readonly handed: ActRow; readonly to: string } | undefined {
  const all = appealsIn(s).flatMap((appeal) => {
    const { handed, withdrawn, sent } = becameOf(s, appeal);
    if (handed === undefined || withdrawn === undefined || sent !== undefined) return [];
    return [{ withdrawn, appeal, handed, to: String(handed.data['to']) }];
  });
  return all.toSorted((a, b) => (a.withdrawn.id < b.withdrawn.id ? -1 : 1))[0];
}
