import { type Examiner, faultsOf, type Outcome, type Totals } from '../outcome.ts';
import type { Entry } from './ledger.ts';

export interface Verdict {
  readonly sent: number;
  /** Nobody was told: complete in the database, or still a draft there. */
  readonly unknown: { readonly complete: number; readonly stillDraft: number };
  /** In words; empty when nothing is lost and nothing doubled. */
  readonly faults: readonly string[];
}

/** Compares what people were told with what the database holds: each application once, with one of everything. */
export async function judge(
  entries: readonly Entry[],
  examiner: Pick<Examiner, 'outcomes' | 'drafts' | 'totals'>,
): Promise<Verdict> {
  const outcomes = await examiner.outcomes();
  const byDraft = new Map(outcomes.map((outcome) => [outcome.draft, outcome]));
  const drafts = await examiner.drafts();
  const sent = entries.filter((entry) => entry.what === 'sent');
  const unknown = entries.filter((entry) => entry.what === 'unknown');
  const complete = unknown.filter(({ draft }) => byDraft.has(draft)).length;
  return {
    sent: sent.length,
    unknown: { complete, stillDraft: unknown.length - complete },
    faults: [
      ...outcomes.flatMap(faultsOf),
      ...sent.flatMap(({ draft, application }) => lost(byDraft.get(draft), draft, application)),
      ...unknown
        .filter(({ draft }) => byDraft.has(draft) === drafts.has(draft))
        .map(({ draft }) => `draft ${draft}: nobody was told, and it is both sent and a draft, or neither`),
      ...unclaimed(outcomes, entries),
      ...strays(await examiner.totals(), outcomes.length),
    ],
  };
}

function lost(outcome: Outcome | undefined, draft: string, application: string): string[] {
  if (outcome === undefined) return [`draft ${draft}: acknowledged as application ${application}, and lost`];
  return outcome.application === application
    ? []
    : [`draft ${draft}: acknowledged as ${application}, and is ${outcome.application}`];
}

function unclaimed(outcomes: readonly Outcome[], entries: readonly Entry[]): string[] {
  const known = new Set(entries.map(({ draft }) => draft));
  return outcomes
    .filter(({ draft }) => !known.has(draft))
    .map(({ application }) => `application ${application}: nobody sent it`);
}

/** Rows that hang on no application, or are left over. */
function strays(totals: Totals, applications: number): string[] {
  const one = ['cases.case', 'cases.decision', 'cases.payment_order', 'inbox.letter', 'inbox.pdf', 'runtime.instance'];
  const none = ['runtime.token', 'runtime.timer', 'runtime.job', 'runtime.incident'];
  const expected = [...one.map((table) => [table, applications] as const), ...none.map((table) => [table, 0] as const)];
  return expected
    .filter(([table, count]) => totals[table] !== count)
    .map(([table, count]) => `${table}: ${totals[table]} rows instead of ${count}`);
}
