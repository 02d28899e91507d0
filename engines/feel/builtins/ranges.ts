import { rangeHolds } from '../run/ranges.ts';
import type { FeelValue } from '../types.ts';
import { compare, equal } from '../values/equality.ts';
import type { Arguments, Builtin, Call } from '../values/function.ts';
import { Range } from '../values/range.ts';
import { BOOLEAN } from '../values/types.ts';
import { define } from './define.ts';

/** Relations of points and ranges (DMN 1.5, 10.3.4.9, table 78; Allen's interval algebra). */

/** Order of two points; NaN when they have none, so that every comparison with it is false. */
function order(a: FeelValue, b: FeelValue): number {
  return compare(a, b) ?? Number.NaN;
}

function asRange(value: FeelValue): Range {
  return value instanceof Range ? value : new Range(value, value, { low: true, high: true });
}

function before(a: Range, b: Range): boolean {
  const gap = order(a.high, b.low);
  return gap < 0 || (gap === 0 && !(a.highIncluded && b.lowIncluded));
}

function meets(a: Range, b: Range): boolean {
  return a.highIncluded && b.lowIncluded && order(a.high, b.low) === 0;
}

function overlaps(a: Range, b: Range): boolean {
  return !before(a, b) && !before(b, a) && !Number.isNaN(order(a.low, b.high)) && !Number.isNaN(order(a.high, b.low));
}

/** Where a lower end stands against another: a closed end comes before an open one at the same value. */
function lowOrder(a: Range, b: Range): number {
  return order(a.low, b.low) || Number(b.lowIncluded) - Number(a.lowIncluded);
}

function highOrder(a: Range, b: Range): number {
  return order(a.high, b.high) || Number(a.highIncluded) - Number(b.highIncluded);
}

function overlapsBefore(a: Range, b: Range): boolean {
  return lowOrder(a, b) < 0 && overlaps(a, b) && highOrder(a, b) <= 0;
}

function overlapsAfter(a: Range, b: Range): boolean {
  return overlapsBefore(b, a);
}

function includes(a: Range, b: Range): boolean {
  return lowOrder(a, b) <= 0 && highOrder(a, b) >= 0;
}

function starts(a: Range, b: Range): boolean {
  return lowOrder(a, b) === 0 && highOrder(a, b) <= 0;
}

function finishes(a: Range, b: Range): boolean {
  return highOrder(a, b) === 0 && lowOrder(a, b) >= 0;
}

type Relation = (a: Range, b: Range) => boolean;

const RANGES = 'range1: range, range2: range';

/** Both sides ranges. */
function relation(name: string, holds: Relation): Builtin {
  return define(name, RANGES, BOOLEAN, (args) => holds(asRange(args[0] ?? null), asRange(args[1] ?? null)));
}

/** Any mix of points and ranges; a point is the range that holds only it. */
function mixed(name: string, holds: Relation): Builtin {
  const forms = [
    'point1: any, point2: any',
    'point: any, range: any',
    'range: any, point: any',
    'range1: any, range2: any',
  ];
  return define(name, forms, BOOLEAN, (args, call) => decide(args, call, holds));
}

function decide(args: Arguments, call: Call, holds: Relation): FeelValue {
  const [a, b] = [asRange(args[0] ?? null), asRange(args[1] ?? null)];
  const known = (range: Range) => range.low !== null || range.high !== null;
  if (!known(a) || !known(b)) return call.fail('points or ranges are needed');
  if (a.low !== null && b.low !== null && compare(a.low, b.low) === null) return call.fail('these have no order');
  return holds(a, b);
}

/** A point against a range, or two ranges. */
function contained(
  name: string,
  forms: readonly string[],
  holds: (outer: Range, inner: FeelValue) => boolean,
  swap: boolean,
) {
  return define(name, forms, BOOLEAN, (args, call) => {
    const [outer, inner] = swap ? [args[1], args[0]] : [args[0], args[1]];
    return outer instanceof Range ? holds(outer, inner ?? null) : call.fail('a range is needed');
  });
}

function holdsBoth(outer: Range, inner: FeelValue): boolean {
  return inner instanceof Range ? includes(outer, inner) : rangeHolds(outer, inner) === true;
}

function startsWith(outer: Range, inner: FeelValue): boolean {
  return inner instanceof Range ? starts(inner, outer) : outer.lowIncluded && equal(outer.low, inner);
}

function endsWith(outer: Range, inner: FeelValue): boolean {
  return inner instanceof Range ? finishes(inner, outer) : outer.highIncluded && equal(outer.high, inner);
}

const POINT_FIRST = ['point: any, range: range', RANGES];
const RANGE_FIRST = ['range: range, point: any', RANGES];

function coincides(a: Range, b: Range): boolean {
  return lowOrder(a, b) === 0 && highOrder(a, b) === 0;
}

export const rangeFunctions: readonly Builtin[] = [
  mixed('before', before),
  mixed('after', (a, b) => before(b, a)),
  relation('meets', meets),
  relation('met by', (a, b) => meets(b, a)),
  relation('overlaps', overlaps),
  relation('overlaps before', overlapsBefore),
  relation('overlaps after', overlapsAfter),
  contained('finishes', POINT_FIRST, endsWith, true),
  contained('finished by', RANGE_FIRST, endsWith, false),
  contained('includes', RANGE_FIRST, holdsBoth, false),
  contained('during', POINT_FIRST, holdsBoth, true),
  contained('starts', POINT_FIRST, startsWith, true),
  contained('started by', RANGE_FIRST, startsWith, false),
  mixed('coincides', coincides),
];
