import type { Texts } from '#platform/text/index.ts';
import { SEPARATE_DECISIONS } from '#platform/town/index.ts';

const OUTCOMES = [
  'approved',
  'partly-approved',
  'rejected',
  'dismissed',
  'closed-without-decision',
  ...SEPARATE_DECISIONS,
] as const;

/** An outcome code, or a decision beside the one that settles a case, in the law's words. */
export function outcomeText(t: Texts, outcome: string): string {
  const known = OUTCOMES.find((code) => code === outcome);
  return known === undefined ? outcome : t(`cases.outcome.${known}`);
}
