import type { FeelRange, FeelValue } from '../types.ts';

/**
 * A FEEL range. A missing end (`null` with the other side given) is endless, as in `(< 10)`.
 * `negated` is the range of `(!= x)`: everything but its single value.
 */
export class Range implements FeelRange {
  readonly kind = 'range';
  readonly low: FeelValue;
  readonly high: FeelValue;
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
  /** `'<' '<=' '>' '>=' '=' '!='` for the short forms; undefined for `[a..b]`. */
  readonly operator: string | undefined;

  constructor(
    low: FeelValue,
    high: FeelValue,
    included: { readonly low: boolean; readonly high: boolean },
    operator?: string,
  ) {
    this.low = low;
    this.high = high;
    this.lowIncluded = included.low;
    this.highIncluded = included.high;
    this.operator = operator;
  }

  /** The range of a unary comparison such as `< 10` (grammar rule 8). */
  static ofOperator(operator: string, value: FeelValue): Range {
    if (operator === '<' || operator === '<=') {
      return new Range(null, value, { low: false, high: operator === '<=' }, operator);
    }
    if (operator === '>' || operator === '>=') {
      return new Range(value, null, { low: operator === '>=', high: false }, operator);
    }
    const included = operator === '=';
    return new Range(value, value, { low: included, high: included }, operator);
  }
}
