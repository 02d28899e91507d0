import type { EvaluateOptions, Limits, Warning } from '../types.ts';
import type { Span } from '../values/function.ts';
import { spend } from '../values/meter.ts';
import { FeelDateTime } from '../values/temporal.ts';
import { wallOf } from '../values/zone.ts';

/** Enough for any real form or table, small enough that a hostile expression ends within a tenth of a second. */
export const DEFAULT_LIMITS: Limits = {
  depth: 256,
  steps: 200_000,
  iterations: 100_000,
  list: 1_000_000,
  regexSteps: 300_000,
};

/** A message may quote a name from the data, which may be of any length. */
const LONGEST_MESSAGE = 300;

/** What one evaluation carries along: its instant, its warnings, its remaining budget. */
export class Run {
  readonly warnings: Warning[] = [];
  readonly limits: Limits;
  readonly options: EvaluateOptions;
  depth = 0;
  iterations = 0;
  #now: FeelDateTime | null | undefined;

  constructor(options: EvaluateOptions) {
    this.options = options;
    this.limits = options.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits };
  }

  /** Notes what went wrong and gives the null that stands there instead (DMN 1.5, 10.3.2.1). */
  warn(code: string, message: string, at: Span): null {
    // A loop over a bad expression must not fill the memory with the same sentence.
    if (this.warnings.length < 1000) {
      this.warnings.push({ code, message: message.slice(0, LONGEST_MESSAGE), from: at.from, to: at.to });
    }
    return null;
  }

  /** A run whose warnings nobody reads, for a trial evaluation. */
  scratch(): Run {
    const run = new Run(this.options);
    run.depth = this.depth;
    run.iterations = this.iterations;
    return run;
  }

  /** Counts one turn of a loop; false when the budget is spent. */
  turn(at: Span): boolean {
    spend(1);
    this.iterations += 1;
    if (this.iterations <= this.limits.iterations) return true;
    if (this.iterations === this.limits.iterations + 1) this.warn('limit', 'too many iterations', at);
    return false;
  }

  /** The instant of the evaluation in its zone, or null when the caller gave none that can be read. */
  get now(): FeelDateTime | null {
    if (this.#now === undefined) {
      const zone = this.options.zone ?? 'Europe/Stockholm';
      const wall = wallOf(this.options.instant, zone);
      const nanos = wall === null ? 0n : BigInt(wall.seconds) * 1_000_000_000n + BigInt(wall.nano);
      this.#now = wall === null ? null : FeelDateTime.ofWall(nanos, { zone });
    }
    return this.#now;
  }
}
