import type { Run } from '../run/run.ts';
import type { EvaluateOptions, FeelFunction, FeelType, FeelValue } from '../types.ts';

export interface Parameter {
  readonly name: string;
  readonly type?: FeelType | undefined;
  /** What a model demands beyond the type; null is not asked. An argument that fails calls nothing. */
  readonly valid?: ((value: FeelValue, options: EvaluateOptions) => boolean) | undefined;
}

/** Where a call stands in the text, for its warnings. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A function a person wrote: `function(a) a + 1`, a business knowledge model, a decision service. */
export class Closure implements FeelFunction {
  readonly kind = 'function';
  readonly parameters: readonly Parameter[];
  /** Declared result: what is returned is converted to it or becomes null. */
  readonly result: FeelType | undefined;
  /** What the body is known to give; only told, never enforced. */
  readonly inferred: FeelType | undefined;
  /** Arguments in the order of `parameters`; it never throws. */
  readonly body: (args: readonly FeelValue[], run: Run, at: Span) => FeelValue;

  constructor(
    parameters: readonly Parameter[],
    body: (args: readonly FeelValue[], run: Run, at: Span) => FeelValue,
    result?: FeelType,
    inferred?: FeelType,
  ) {
    this.parameters = parameters;
    this.body = body;
    this.result = result;
    this.inferred = inferred ?? result;
  }
}

/** Arguments of a built-in; a missing optional one is undefined, an explicit null is null. */
export type Arguments = readonly (FeelValue | undefined)[];

/** A function of DMN 1.5, 10.3.4. `forms` are its parameter lists: names that end with `?` are optional, with `…` repeated. */
export class Builtin implements FeelFunction {
  readonly kind = 'function';
  readonly name: string;
  readonly forms: readonly (readonly string[])[];
  readonly result: FeelType;
  readonly body: (args: Arguments, call: Call) => FeelValue;

  constructor(
    name: string,
    forms: readonly (readonly string[])[],
    result: FeelType,
    body: (args: Arguments, call: Call) => FeelValue,
  ) {
    this.name = name;
    this.forms = forms;
    this.result = result;
    this.body = body;
  }
}

/** What a built-in may use beside its arguments. */
export interface Call {
  readonly run: Run;
  readonly at: Span;
  /** Notes a warning and returns null. */
  fail(message: string, code?: string): null;
}
