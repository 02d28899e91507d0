import type { DocumentRow } from '#areas/cases/index.ts';
import { voicesOf } from './communicated.ts';
import { materialIn } from './material.ts';
import { type Situation, toldParties } from './situation.ts';

/** What may be communicated: the material that some party who is told has not sent herself. */
export function newToSomebody(s: Pick<Situation, 'view' | 'file'>): readonly DocumentRow[] {
  const told = toldParties(s);
  return materialIn(s).filter(({ byParty }) => told.some(({ party }) => !voicesOf(s, party)(byParty)));
}

/** Of that, what no communication has told of yet. */
export function notToldOf(s: Pick<Situation, 'view' | 'file' | 'toldOf'>): readonly DocumentRow[] {
  return newToSomebody(s).filter(({ id }) => !s.toldOf.some(({ document }) => document === id));
}
