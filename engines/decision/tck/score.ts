import type { Outcome } from './judge.ts';

/** What a run amounts to: by the official runners' rule, by Torget's stricter one, and without the easy nulls. */
export interface Score {
  readonly cases: number;
  readonly passed: number;
  readonly strict: number;
  /** Cases that expect at least one value that is not null, and those of them that passed. */
  readonly positive: { readonly cases: number; readonly passed: number; readonly strict: number };
}

export function scoreOf(outcomes: readonly Outcome[]): Score {
  const count = (list: readonly Outcome[]) => ({
    cases: list.length,
    passed: list.filter((one) => one.passed).length,
    strict: list.filter((one) => one.strict).length,
  });
  return { ...count(outcomes), positive: count(outcomes.filter((one) => one.positive)) };
}
