import { type DocumentRow, versionsOf } from '#areas/cases/index.ts';
import { materialIn } from '../material.ts';
import type { Situation } from '../situation.ts';

/**
 * Documents that may go with a referral: what the decision may build on, and masked copies of it, in their current versions.
 * Where somebody in the case has protected identity nothing but masked copies may (OSL 21 kap. 3 §, 22 kap. 1 §).
 */
export function mayGoWith(s: Pick<Situation, 'view' | 'file'>): readonly DocumentRow[] {
  const material = new Set(materialIn(s).map(({ id }) => id));
  const guarded = s.view.parties.some((party) => party.protected);
  return versionsOf(s.file.documents)
    .map(({ current }) => current)
    .filter(({ standing }) => standing === null)
    .filter(({ id, kind }) => kind === 'masked' || (!guarded && material.has(id)));
}
