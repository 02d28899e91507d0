import type { ActRow } from '../rows.ts';
import { dateOf, type Standing } from '../situation.ts';

/** How it stands with an opinion that was asked for. */
export type OpinionStanding = 'waits' | 'late' | 'came' | 'ended';

/** An opinion that was asked for by a referral (FL 26 §). */
export interface AskedOpinion {
  readonly act: ActRow;
  /** Of whom. */
  readonly name: string;
  readonly last: Temporal.PlainDate;
  readonly standing: OpinionStanding;
  /** The day on which it came; undefined as long as it has not. */
  readonly came: string | undefined;
}

/** The opinions that were asked for in a case, oldest first. */
export function opinionsIn({ acts, today }: Pick<Standing, 'acts' | 'today'>): readonly AskedOpinion[] {
  return acts
    .filter(({ act }) => act === 'ask-opinion')
    .map((act) => {
      const follows = (name: ActRow['act']) => acts.find((one) => one.act === name && one.about === act.id);
      const answer = follows('register-opinion');
      const last = dateOf(act, 'senast');
      const waiting = Temporal.PlainDate.compare(today, last) > 0 ? 'late' : 'waits';
      const open = follows('end-opinion') === undefined ? waiting : 'ended';
      const came = answer === undefined ? undefined : String(answer.data['arrived']);
      return { act, name: String(act.data['namn']), last, standing: answer === undefined ? open : 'came', came };
    });
}

/** Those that have not come: one that the case goes on without may come still, and is registered then. */
export const notCome = (s: Pick<Standing, 'acts' | 'today'>) =>
  opinionsIn(s).filter(({ standing }) => standing !== 'came');

/** Those that are waited for. */
export const waitedFor = (s: Pick<Standing, 'acts' | 'today'>) =>
  notCome(s).filter(({ standing }) => standing !== 'ended');
