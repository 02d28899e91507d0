/**
 * The steps that the evaluation under way may still take. A step is what costs about a tenth of a microsecond: a turn of a
 * loop, an operation, an element of a list that is walked. Whoever does more work than its text is long says so here, and
 * so no expression runs longer than its budget, whatever it is made of.
 *
 * The account is kept beside the values, since everything (equality, text, arithmetic) draws on it. An evaluation runs
 * to its end before another begins, so there is one account at a time; outside of evaluations nothing is counted.
 */
let left = Number.POSITIVE_INFINITY;

/** The budget is spent. Ends the whole evaluation: `metered` lets it through, the outermost evaluation catches it. */
export class Spent extends RangeError {
  constructor() {
    super('the evaluation takes too many steps');
  }
}

/** Takes so many steps from the budget. Throws `Spent` when it is empty. */
export function spend(steps: number): void {
  left -= steps;
  if (left < 0) throw new Spent();
}

/**
 * Takes a step for every element that is walked, up to a bound: no expression can make a list much longer than that, and
 * of those that a caller gives (ten million amounts to be summed up) each may be walked a few times.
 */
export function spendList(length: number): void {
  spend(Math.min(length, 20_000));
}

/** Takes one step for every so many characters. */
export function spendText(length: number): void {
  spend(length / 32);
}

/** True while an evaluation is under way: what is evaluated inside of it shares its budget. */
export function isMetered(): boolean {
  return left !== Number.POSITIVE_INFINITY;
}

/** Does the work with a budget of its own, or within that of the evaluation around it. */
export function metered<T>(steps: number, work: () => T): T {
  if (isMetered()) return work();
  left = steps;
  try {
    return work();
  } finally {
    left = Number.POSITIVE_INFINITY;
  }
}
