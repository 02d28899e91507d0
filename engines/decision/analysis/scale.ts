import { compareValues, compile, type FeelValue, isNumber, kindOf, type Scope } from '@torget/feel';

/** Values of one kind that can be ordered, each of them a place where some cell may change its answer. */
export interface Scale {
  /** Lowest first, no two equal. */
  readonly breaks: readonly FeelValue[];
}

/** The breaks by what can be compared with what: kinds apart, and local times apart from zoned ones. */
export function scalesOf(values: readonly FeelValue[]): Scale[] {
  const groups: FeelValue[][] = [];
  for (const value of values) {
    const group = groups.find(([first = null]) => compareValues(first, value) !== null);
    if (group === undefined) groups.push([value]);
    else group.push(value);
  }
  return groups.map((group) => {
    const sorted = group.toSorted((a, b) => compareValues(a, b) ?? 0);
    return {
      breaks: sorted.filter((value, index) => index === 0 || compareValues(sorted[index - 1] ?? null, value) !== 0),
    };
  });
}

/** The place of a value among the breaks, or -1 when it is none of them. */
export function placeOf(value: FeelValue, { breaks }: Scale): number {
  let [low, high] = [0, breaks.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareValues(breaks[middle] ?? null, value);
    if (order === null) return -1;
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** A value strictly between two others, or undefined where there is none (two days that follow each other). */
export function between(low: FeelValue, high: FeelValue): FeelValue | undefined {
  const middle =
    typeof low === 'string' ? justAfter(low, high) : run(isNumber(low) ? '(a + b) / 2' : 'a + (b - a) / 2', low, high);
  return middle !== null && inside(low, middle) && inside(middle, high) ? middle : undefined;
}

/** A value below, or above, all values of a scale; undefined where there is none (the empty text, midnight). */
export function beyond(value: FeelValue, side: 'below' | 'above'): FeelValue | undefined {
  if (typeof value === 'string') return side === 'above' ? `${value}a` : value === '' ? undefined : '';
  for (const step of STEPS[kindOf(value)] ?? []) {
    const next = run(`a ${side === 'below' ? '-' : '+'} ${step}`, value, null);
    if (next !== null && (side === 'below' ? inside(next, value) : inside(value, next))) return next;
  }
  return undefined;
}

/** What people would take for a step; a time wraps at midnight, so its steps get smaller. */
const STEPS: { readonly [kind: string]: readonly string[] } = {
  number: ['1'],
  date: ['@"P1D"'],
  'date and time': ['@"P1D"'],
  time: ['@"PT1H"', '@"PT1M"', '@"PT1S"', '@"PT0.000000001S"'],
  'days and time duration': ['@"P1D"'],
  'years and months duration': ['@"P1M"'],
};

function inside(low: FeelValue, high: FeelValue): boolean {
  return (compareValues(low, high) ?? 0) < 0;
}

function justAfter(low: string, high: FeelValue): FeelValue {
  return inside(`${low}a`, high) ? `${low}a` : `${low}\u0001`;
}

/** The names of the formulas here; one object, so that each is compiled once. */
const NAMES: Scope = { a: { kind: 'any' }, b: { kind: 'any' } };

function run(text: string, a: FeelValue, b: FeelValue): FeelValue {
  const program = compile(text, { scope: NAMES });
  return program.ok ? program.value.evaluate({ a, b }, { instant: '1970-01-01T00:00:00Z' }).value : null;
}
