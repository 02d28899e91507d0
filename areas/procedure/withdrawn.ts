import { partyOf, type Situation, type Standing } from './situation.ts';

/** What whose it is shows in. */
export interface Applied {
  readonly view: { readonly parties: readonly { readonly party: string; readonly role: string }[] };
  readonly signed: Standing['signed'];
}

/**
 * Whose the application is, each once: the applicant, those who apply together with her, and a guardian who has signed it,
 * since it is then hers as well (FB 6 kap. 13 §).
 */
export function applicants({ view, signed }: Applied): readonly string[] {
  const theirs = view.parties.filter(({ party, role }) => {
    if (role === 'applicant' || role === 'co-applicant') return true;
    return role === 'guardian' && signed.includes(party);
  });
  return [...new Set(theirs.map(({ party }) => party))];
}

/** Whether the application is taken back by all who apply. A withdrawal names the `others` who still applied then. */
export function taken({ acts }: Pick<Standing, 'acts'>): boolean {
  return acts.some(({ act, data }) => act === 'withdraw' && data['others'] === undefined);
}

const withdrew = ({ acts }: Pick<Situation, 'acts'>, party: string | undefined) =>
  party !== undefined && acts.some(({ act, forParty }) => act === 'withdraw' && forParty === party);

/** Whether a party, the actor when none is named, has withdrawn for herself. */
export function hasWithdrawn(s: Situation, party = partyOf(s.actor)): boolean {
  return withdrew(s, party);
}

/** Who still applies when a party, the actor when none is named, withdraws. */
export function stillApply(s: Situation, me = partyOf(s.actor)): readonly string[] {
  return applicants(s).filter((party) => party !== me && !withdrew(s, party));
}
