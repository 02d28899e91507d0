import type { ArithmeticOperator } from '../syntax/ast.ts';
import type { FeelValue } from '../types.ts';
import type { Span } from '../values/function.ts';
import { kindOf } from '../values/kinds.ts';
import { spend } from '../values/meter.ts';
import { type Decimal, isNumber, over, power, times } from '../values/number.ts';
import { addValues, divideValues, multiplyValues, negateValue, type Outcome, subtractValues } from './arithmetic.ts';
import type { Code } from './frame.ts';

/** A power is a logarithm and an exponential of 34 digits. */
const POWER = 2000;

interface Operator {
  readonly numbers: (a: Decimal, b: Decimal) => Decimal;
  readonly others: (a: FeelValue, b: FeelValue) => Outcome;
}

const OPERATORS: { readonly [op in ArithmeticOperator]: Operator } = {
  '+': { numbers: (a, b) => a.plus(b), others: addValues },
  '-': { numbers: (a, b) => a.minus(b), others: subtractValues },
  '*': { numbers: times, others: multiplyValues },
  '/': { numbers: over, others: divideValues },
  '**': { numbers: power, others: () => undefined },
};

/** An arithmetic expression; null with a warning where the operands or the result have no meaning. */
export function emitArithmetic(op: ArithmeticOperator, left: Code, right: Code, at: Span): Code {
  const { numbers, others } = OPERATORS[op];
  const cost = op === '**' ? POWER : op === '/' ? 10 : 5;
  return (frame, run) => {
    const a = left(frame, run);
    const b = right(frame, run);
    if (isNumber(a) && isNumber(b)) {
      spend(cost);
      const result = numbers(a, b);
      return result.isFinite() ? result : run.warn('no-value', 'the calculation has no result', at);
    }
    const result = others(a, b);
    if (result !== undefined && result !== null) return result;
    return run.warn('arithmetic', `${kindOf(a)} ${op} ${kindOf(b)} has no value`, at);
  };
}

export function emitNegate(of: Code, at: Span): Code {
  return (frame, run) => {
    const value = of(frame, run);
    const result = negateValue(value);
    return result === undefined ? run.warn('arithmetic', `${kindOf(value)} cannot be negated`, at) : result;
  };
}
