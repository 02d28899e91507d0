import type { Texts } from '#platform/text/index.ts';

const OUTCOMES = ['approved', 'partly-approved', 'rejected', 'dismissed', 'closed-without-decision'] as const;

/** An outcome code in the law's words. */
export function outcomeText(t: Texts, outcome: string): string {
  const known = OUTCOMES.find((code) => code === outcome);
  return known === undefined ? outcome : t(`cases.outcome.${known}`);
}
