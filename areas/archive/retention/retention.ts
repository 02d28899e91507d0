import type { Retention, RetentionRule } from '#platform/town/index.ts';
import { birthdayIsKept, LAWS, type LawRule, placeIsKept, SELECTION_BASIS } from './law.ts';

/** What is known of a case when it is asked how long it is kept. Days are `YYYY-MM-DD` in Swedish time. */
export interface RetentionFacts {
  /** Of the last decision; null when nothing was decided. */
  readonly outcome: string | null;
  readonly closed: string | null;
  readonly decided: string | null;
  /** The last note, document or decision in the file. */
  readonly lastEntry: string | null;
  /** When what was granted ends: `expires` among the decision's values. */
  readonly expires: string | null;
  /** A process of the case still runs. */
  readonly running: boolean;
  /** Persons that the file is about: applicants and those they applied for. */
  readonly persons: readonly { readonly child: boolean; readonly birthDate: string | null }[];
  /** Other personal files of these persons at the same board, where the rule of this one asks for them. */
  readonly others?: readonly { readonly closed: boolean; readonly lastEntry: string | null }[];
}

/**
 * Why a case is kept, or when it goes. `basis` names the plan's class and the paragraphs. `held`: the board has another file
 * of the same person that is open.
 */
export type Verdict = {
  readonly basis: readonly string[];
} & (
  | { readonly kind: 'open' | 'held' }
  | { readonly kind: 'keep'; readonly why: 'plan' | 'never' | 'selection' }
  | { readonly kind: 'unknown'; readonly missing: 'birth-date' | 'start' }
  /** `doneBy`: the last day to have destroyed it (SoL: the end of the year after). */
  | { readonly kind: 'wait' | 'destroy'; readonly due: string; readonly doneBy: string | null }
);

/** Whether a case is kept, and if not from which day it shall be destroyed. Pure; `code` is the municipality's. */
export function retentionOf(retention: Retention, facts: RetentionFacts, code: string, today: string): Verdict {
  const rule = ruleOf(retention, facts.outcome);
  const laws = rule.rules.map((id) => LAWS[id]);
  const basis = [retention.klassa, ...laws.map((law) => law.basis)];
  if (facts.closed === null || facts.running) return { kind: 'open', basis };
  if (laws.some((law) => law.never)) return { kind: 'keep', why: 'never', basis };
  if (rule.preserve) return { kind: 'keep', why: 'plan', basis };
  const selected = laws.some((law) => law.selection) ? selection(facts, code) : 'no';
  if (selected === 'yes') return { kind: 'keep', why: 'selection', basis: [...basis, SELECTION_BASIS] };
  if (selected === 'unknown') return { kind: 'unknown', missing: 'birth-date', basis: [...basis, SELECTION_BASIS] };
  const others = laws.some((law) => law.personal) ? (facts.others ?? []) : [];
  if (others.some(({ closed }) => !closed)) return { kind: 'held', basis };
  const due = dueOf(rule, laws, facts, others);
  if (typeof due !== 'string') return { kind: 'unknown', ...due, basis };
  const doneBy = laws.length > 0 ? endOfNextYear(due) : null;
  return { kind: due <= today ? 'destroy' : 'wait', due, doneBy, basis };
}

/** Whether a plan is of personal files in the social services, whatever the outcome (SoL 16 kap.). */
export function isPersonalFile({ outcome }: Retention): boolean {
  return Object.values(outcome).some(({ rules }) => rules.some((id) => LAWS[id].personal));
}

/** A case that ended without any decision goes by the rule for those that were closed without one, where there is one. */
function ruleOf({ outcome }: Retention, decided: string | null): RetentionRule {
  // A plan without a rule keeps: nothing is destroyed by what is missing.
  return outcome[decided ?? 'closed-without-decision'] ?? outcome['default'] ?? { preserve: true, rules: [] };
}

function selection({ persons }: RetentionFacts, code: string): 'yes' | 'no' | 'unknown' {
  if (placeIsKept(code)) return 'yes';
  if (persons.some(({ birthDate }) => birthDate !== null && birthdayIsKept(birthDate))) return 'yes';
  return persons.length === 0 || persons.some(({ birthDate }) => birthDate === null) ? 'unknown' : 'no';
}

const START = { closed: 'closed', decided: 'decided', 'last-entry': 'lastEntry', expires: 'expires' } as const;

function dueOf(
  { destroyAfter, from }: RetentionRule,
  laws: readonly LawRule[],
  facts: RetentionFacts,
  others: NonNullable<RetentionFacts['others']>,
): string | { missing: 'birth-date' | 'start' } {
  const start = from === undefined ? null : facts[START[from]];
  if (start === null || destroyAfter === undefined) return { missing: 'start' };
  const after = Temporal.Duration.from(destroyAfter);
  let due = Temporal.PlainDate.from(start).add(after);
  for (const { lastEntry } of others) {
    const other = lastEntry === null ? due : Temporal.PlainDate.from(lastEntry).add(after);
    if (Temporal.PlainDate.compare(other, due) > 0) due = other;
  }
  const children = facts.persons.filter(({ child }) => child);
  for (const { childUntil } of laws) {
    if (childUntil === undefined) continue;
    if (children.length === 0) return { missing: 'birth-date' };
    for (const { birthDate } of children) {
      if (birthDate === null) return { missing: 'birth-date' };
      const grown = Temporal.PlainDate.from(birthDate).add({ years: childUntil });
      if (Temporal.PlainDate.compare(grown, due) > 0) due = grown;
    }
  }
  return due.toString();
}

/** SoL 16 kap. 1 §: finished by the end of the calendar year after the one in which it became due. */
function endOfNextYear(due: string): string {
  return `${Temporal.PlainDate.from(due).year + 1}-12-31`;
}
