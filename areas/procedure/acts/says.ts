import type { ActField, Given, Mended } from './act.ts';

/** Outcomes that give somebody something: what, is to be said. */
const GRANTS: readonly string[] = ['approved', 'partly-approved'];

/** FL 31 §: what a decision says beside its outcome, as an officer writes it: an amount, a time, an extent, a condition. */
export const SAYS: ActField = {
  name: 'innebar',
  kind: 'text',
  label: 'procedure.says.label',
  hint: 'procedure.says.hint',
  optional: true,
};

/** Somebody is granted something, and nothing says what. */
export function unsaid(given: Given): Mended | null {
  const silent = (given['innebar'] ?? '').trim() === '';
  return silent && GRANTS.includes(given['utfall'] ?? '') ? { field: 'innebar', text: 'procedure.says.missing' } : null;
}

/** What it says as a value of the decision, beside those that a service's own process gives it. */
export function saysOf(given: Given): { readonly [name: string]: string } {
  const says = (given['innebar'] ?? '').trim();
  return says === '' ? {} : { innebar: says };
}
