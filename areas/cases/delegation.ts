import type { Delegation, Ground, Outcome, SeparateDecision, Town } from '#platform/town/index.ts';

/** A decision that somebody is about to make, as the delegation register looks at it. */
export interface Matter {
  readonly board: string;
  readonly ground: string;
  readonly outcome: Outcome;
  /** Legal day of the decision: the register that counts is that of this day. */
  readonly day: Temporal.PlainDate;
}

function holds(row: Delegation, { board, day }: Pick<Matter, 'board' | 'day'>): boolean {
  const on = day.toString();
  return row.board === board && row.from <= on && (row.to === undefined || on <= row.to);
}

function covers(row: Delegation, matter: Matter): boolean {
  return (
    holds(row, matter) &&
    row.separate === undefined &&
    (row.grounds === undefined || row.grounds.includes(matter.ground)) &&
    (row.outcomes === undefined || row.outcomes.includes(matter.outcome))
  );
}

/** KL 6 kap. 37 §, 7 kap. 5 §: the row that lets somebody in one of these roles decide, the first in the register's order. */
export function officersDelegation(town: Town, roles: readonly string[], matter: Matter): Delegation | undefined {
  return town.delegations.find((row) => roles.includes(row.delegate) && covers(row, matter));
}

/** The same for a decision beside the one that settles the case: only a row that names it lets anybody make it. */
export function separateDelegation(
  town: Town,
  roles: readonly string[],
  what: SeparateDecision,
  matter: Pick<Matter, 'board' | 'day'>,
): Delegation | undefined {
  return town.delegations.find(
    (row) => roles.includes(row.delegate) && holds(row, matter) && row.separate?.includes(what),
  );
}

/** KL 6 kap. 39 §: the row that lets the board's chair, or another member it has named, decide what cannot wait. */
export function chairsDelegation(town: Town, matter: Matter): Delegation | undefined {
  return town.delegations.find((row) => row.delegate === 'chair' && covers(row, matter));
}

/**
 * KL 6 kap. 37–38 §§: the row that lets an automated function decide. Only where the decision is appealed under
 * Förvaltningslagen, its ground asks for automation by this row, and its outcome is one of those that may be automated.
 */
export function automatedDelegation(town: Town, ground: Ground, matter: Matter): Delegation | undefined {
  const rule = ground.automated;
  if (rule === undefined || !mayAutomate(ground) || !rule.outcomes.includes(matter.outcome)) return undefined;
  return town.delegations.find(
    (row) => row.id === rule.delegation && row.delegate === 'automated' && covers(row, matter),
  );
}

/** KL 6 kap. 38 § st. 2: not what goes to laglighetsprövning or cannot be appealed, nor procurement or systems of choice. */
function mayAutomate({ regime, matter }: Ground): boolean {
  return regime === 'forvaltningsbesvar' && matter === undefined;
}
