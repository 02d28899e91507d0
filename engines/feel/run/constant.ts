import type { Node } from '../syntax/ast.ts';
import type { FeelValue } from '../types.ts';
import { compare } from '../values/equality.ts';
import { Range } from '../values/range.ts';
import { passes, rangeHolds } from './ranges.ts';

/** What unary tests say of an input: null where it cannot be compared with them. */
export type Holds = (value: FeelValue) => boolean | null;

/**
 * Unary tests made of constants only (`"a", "b"`, `[1..5)`, `not(> 3)`) as a plain function of the input: no names, no
 * warnings, nothing to set up. Undefined for tests that need more. A large table is a thousand of these.
 */
export function constantTests(node: Node): Holds | undefined {
  if (node.kind !== 'tests') return undefined;
  if (node.tests.length === 0) return () => true;
  const tests = node.tests.map(constantTest);
  const { negated } = node;
  const [only] = tests;
  if (tests.length === 1 && only !== undefined && !negated) return only;
  if (!tests.every((test) => test !== undefined)) return undefined;
  return (value) => {
    let unknown = false;
    for (const test of tests) {
      const hit = test(value);
      if (hit === true) return !negated;
      if (hit === null) unknown = true;
    }
    return unknown ? null : negated;
  };
}

function constantTest(node: Node): Holds | undefined {
  if (node.kind === 'literal') {
    const { value: wanted } = node;
    return (value) => passes(value, wanted);
  }
  if (node.kind === 'half') {
    const end = constant(node.of);
    if (end === undefined) return undefined;
    const range = Range.ofOperator(node.op, end);
    return (value) => rangeHolds(range, value);
  }
  if (node.kind !== 'range' || node.low === null || node.high === null) return undefined;
  const [low, high] = [constant(node.low), constant(node.high)];
  if (low === undefined || high === undefined || compare(low, high) === null) return undefined;
  const range = new Range(low, high, { low: node.lowIncluded, high: node.highIncluded });
  return (value) => passes(value, range);
}

function constant(node: Node): FeelValue | undefined {
  return node.kind === 'literal' && node.value !== null ? node.value : undefined;
}
