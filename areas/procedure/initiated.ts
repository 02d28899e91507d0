import type { ActRow } from './rows.ts';
import { type Applied, applicants } from './withdrawn.ts';

/**
 * Who initiated the case, each once: those who apply, and whom the application is for, of whom an agent or a guardian only
 * is the voice. A counterparty, a neighbour or a guardian who has not signed is a party and initiated nothing (FL 11–12 §§).
 */
export function initiators({ view, signed }: Applied): readonly string[] {
  const represented = view.parties.filter(({ role }) => role === 'represented').map(({ party }) => party);
  return [...new Set([...applicants({ view, signed }), ...represented])];
}

/** Whether a decision has been asked for, which can be done once in a case (FL 12 §). */
export function askedForDecision(acts: readonly ActRow[]): boolean {
  return acts.some(({ act }) => act === 'request-decision');
}
