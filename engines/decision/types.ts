import type { EvaluateOptions, Fault, FeelContext, FeelValue, Result, Stored, Warning } from '@torget/feel';

/** One column of a table as the trace shows it: its expression, and what it was on this evaluation. */
export interface TracedInput {
  readonly label: string;
  readonly expression: string;
  readonly value: Stored;
}

export interface TracedRule {
  /** From 1, as people count the rows. */
  readonly number: number;
  readonly id: string;
  readonly hit: boolean;
  /** The cells of the condition columns, as written. */
  readonly conditions: readonly string[];
  readonly outputs: { readonly [name: string]: Stored };
  /** Annotation column name → text, for instance `Lagrum` → `SoL 12 kap. 1 §`. */
  readonly annotations: { readonly [name: string]: string };
}

/** How one decision of the requirement graph got its value. */
export interface TracedDecision {
  readonly id: string;
  readonly name: string;
  readonly kind: 'table' | 'expression' | 'context' | 'other';
  readonly hitPolicy?: string;
  readonly inputs: readonly TracedInput[];
  readonly rules: readonly TracedRule[];
  readonly value: Stored;
}

/**
 * Decisions in the order in which they were evaluated; the asked one is last. The first five hundred, of which those asked
 * for always are. Plain JSON, kept with the case.
 */
export type Trace = readonly TracedDecision[];

export interface DecisionResult {
  readonly value: FeelValue;
  readonly warnings: readonly (Warning & { readonly element: string })[];
  readonly trace: Trace;
}

export interface DecisionModel {
  readonly namespace: string;
  readonly name: string;
  /** Ids and names of the decisions, in document order. */
  readonly decisions: readonly { readonly id: string; readonly name: string }[];
  /** Decision services of the model with the names of their outputs, in document order. */
  readonly services: readonly { readonly id: string; readonly name: string; readonly outputs: readonly string[] }[];
  /** Input data of the model: name → FEEL type, for the check of names and types. */
  readonly inputs: readonly string[];
  readonly warnings: readonly Fault[];
}

export type Load = (files: readonly { readonly file: string; readonly xml: string }[]) => Result<DecisionModel>;

/** `name` is a decision's id or name. Evaluating never throws. */
export type Evaluate = (
  model: DecisionModel,
  name: string,
  input: FeelContext,
  options: EvaluateOptions,
) => DecisionResult;
