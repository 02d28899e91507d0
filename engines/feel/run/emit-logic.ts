import type { FeelType } from '../types.ts';
import { compare, equality } from '../values/equality.ts';
import type { Span } from '../values/function.ts';
import { kindOf } from '../values/kinds.ts';
import { spend } from '../values/meter.ts';
import { conforms } from '../values/types.ts';
import type { Code } from './frame.ts';

const HOLDS: { readonly [op: string]: (order: number) => boolean } = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
};

/** Equality and order (10.3.2.13); null with a warning where the operands have none. */
export function comparison(op: string, left: Code, right: Code, node: Span): Code {
  if (op === '=' || op === '!=') {
    const wanted = op === '=';
    return (frame, run) => {
      spend(2);
      const same = equality(left(frame, run), right(frame, run));
      return same === null
        ? run.warn('comparison', 'values of different types have no equality', node)
        : same === wanted;
    };
  }
  const holds = HOLDS[op] ?? ((o: number) => o >= 0);
  return (frame, run) => {
    spend(2);
    const order = compare(left(frame, run), right(frame, run));
    return order === null ? run.warn('comparison', 'these values have no order', node) : holds(order);
  };
}

/** Three-valued and/or (table 50): the deciding side wins even against null. */
export function logic(decisive: boolean, left: Code, right: Code, node: Span): Code {
  return (frame, run) => {
    const a = left(frame, run);
    if (a === decisive) return decisive;
    const b = right(frame, run);
    if (b === decisive) return decisive;
    if (a === !decisive && b === !decisive) return !decisive;
    const stranger = [a, b].find((value) => value !== null && typeof value !== 'boolean');
    return stranger === undefined ? null : run.warn('logic', `${kindOf(stranger)} is neither true nor false`, node);
  };
}

/** `instance of` (10.3.2.9.2): null is of type Null only. */
export function instance(value: Code, type: FeelType | null, node: Span): Code {
  if (type === null) return (_frame, run) => run.warn('unknown-type', 'there is no such type', node);
  return (frame, run) => {
    const tested = value(frame, run);
    if (tested === null) return type.kind === 'null';
    return conforms(tested, type);
  };
}
