import type { EvaluateOptions, FeelType, FeelValue, Program } from '@torget/feel';
import { convert, whyNot } from '@torget/feel';

/** A declared type with what the model demands of its values beyond the FEEL type (`allowedValues`, `typeConstraint`). */
export interface Typed {
  readonly type: FeelType;
  /** Null values are not asked. Absent: every value of the type is allowed. */
  readonly valid?: ((value: FeelValue, options: EvaluateOptions) => boolean) | undefined;
  /** The allowed values as written: the order of priority of an output without `outputValues`. */
  readonly allowed?: Program | undefined;
  readonly allowedText?: string | undefined;
  /** Of a context: its entries. */
  readonly parts?: ReadonlyMap<string, Typed>;
}

export const ANY: Typed = { type: { kind: 'any' } };

/** The value as the type wants it (DMN 1.5, 10.3.2.9.4), or undefined when it cannot be of the type. */
export function conform(value: FeelValue, typed: Typed, options: EvaluateOptions): FeelValue | undefined {
  if (value === null) return null;
  const converted = convert(value, typed.type);
  if (converted === undefined || converted === null) return converted;
  return typed.valid === undefined || typed.valid(converted, options) ? converted : undefined;
}

/** Why a value does not conform, in one sentence for a warning. */
export function reason(value: FeelValue, typed: Typed): string {
  return whyNot(value, typed.type) || 'the value is not among the allowed ones';
}
