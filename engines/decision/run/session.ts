import type { EvaluateOptions, FeelContext, FeelValue, Program, Warning } from '@torget/feel';
import type { TracedDecision } from '../types.ts';

export type ElementWarning = Warning & { readonly element: string };

/** More rows than a person reads; a table called in a loop must not fill the case with copies of itself. */
const MAX_TRACE = 500;

/** What one evaluation shares between all its decisions. */
export interface Shared {
  readonly options: EvaluateOptions;
  /** Ids of what was asked for: they stand in the trace, however long it is. */
  readonly asked: ReadonlySet<string>;
  readonly warnings: ElementWarning[];
  readonly trace: TracedDecision[];
  depth: number;
}

/** One evaluation of a requirement graph: its inputs, and each decision's value once it is known. */
export class Session {
  readonly shared: Shared;
  readonly inputs: FeelContext;
  /** Values that stand in for decisions, by key of the decision. */
  readonly given: ReadonlyMap<string, FeelValue>;
  readonly memo = new Map<string, FeelValue>();

  constructor(shared: Shared, inputs: FeelContext, given: ReadonlyMap<string, FeelValue>) {
    this.shared = shared;
    this.inputs = inputs;
    this.given = given;
  }

  static start(shared: Pick<Shared, 'options' | 'asked'>, inputs: FeelContext, given: Session['given']): Session {
    return new Session({ ...shared, warnings: [], trace: [], depth: 0 }, inputs, given);
  }

  warn(element: string, code: string, message: string): null {
    if (this.shared.warnings.length < 1000) this.shared.warnings.push({ code, message, from: 0, to: 0, element });
    return null;
  }

  /** Evaluates a FEEL program and keeps its warnings under the element's id. */
  run(program: Program, globals: FeelContext, element: string): FeelValue {
    const { value, warnings } = program.evaluate(globals, this.shared.options);
    for (const warning of warnings) {
      if (this.shared.warnings.length < 1000) this.shared.warnings.push({ ...warning, element });
    }
    return value;
  }

  /** Adds to the trace. In a full one only what was asked for has a place: that of the last which was not, or of the last. */
  record(entry: TracedDecision): void {
    const { trace, asked } = this.shared;
    if (trace.length >= MAX_TRACE) {
      if (!asked.has(entry.id)) return;
      trace.splice(
        trace.findLastIndex(({ id }) => !asked.has(id)),
        1,
      );
    }
    trace.push(entry);
  }
}

/** A compiled boxed expression: `globals` are the names it sees. It never throws. */
export type Code = (globals: FeelContext, session: Session) => FeelValue;
