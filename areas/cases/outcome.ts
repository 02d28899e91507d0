import type { Json } from '@torget/feel';
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

/** What a decision says beside its outcome, in the words of who entered or made it by hand; undefined when nothing is said so. */
export function saidIn(values: { readonly [name: string]: Json }): string | undefined {
  const says = values['innebar'];
  return typeof says === 'string' && says.trim() !== '' ? says : undefined;
}

/** Lines of what was written, without the empty ones. */
export const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');
