import { addValues } from '../run/arithmetic.ts';
import type { FeelValue } from '../types.ts';
import { compare } from '../values/equality.ts';
import type { Arguments, Builtin, Call } from '../values/function.ts';
import { spendList } from '../values/meter.ts';
import { Decimal, type Decimal as DecimalValue, finite, isNumber, ZERO } from '../values/number.ts';
import { ANY, BOOLEAN, listOf, NUMBER } from '../values/types.ts';
import { define, elements } from './define.ts';

/** Functions over a list of values, given as one list or as arguments (DMN 1.5, 10.3.4.4). An empty list has no sum. */

function numbersOf(args: Arguments, call: Call): readonly DecimalValue[] | null {
  const list = elements(args);
  return list.every(isNumber) ? list : call.fail('every element must be a number');
}

function extreme(sign: 1 | -1) {
  return (args: Arguments, call: Call): FeelValue => {
    const list = elements(args);
    const [first = null] = list;
    let best: FeelValue = first;
    for (const item of list) {
      const order = compare(item, best);
      if (order === null) return call.fail('the elements have no order');
      if (order * sign > 0) best = item;
    }
    return best;
  };
}

function sum(args: Arguments, call: Call): FeelValue {
  const list = elements(args);
  const [first = null] = list;
  if (list.length === 0) return call.fail('the list is empty', 'no-value');
  if (!isNumber(first)) return sumOfDurations(list, call);
  const numbers = numbersOf(args, call);
  return numbers === null ? null : finite(numbers.reduce((total, one) => total.plus(one), ZERO));
}

function sumOfDurations(list: readonly FeelValue[], call: Call): FeelValue {
  const total = list.reduce<FeelValue | undefined>((all, one) => {
    return all === undefined ? one : typeof one === 'string' ? null : (addValues(all, one) ?? null);
  }, undefined);
  const known =
    typeof total === 'object' && total !== null && 'kind' in total && String(total.kind).endsWith('duration');
  return known ? total : call.fail('every element must be a number');
}

function mean(args: Arguments, call: Call): FeelValue {
  const numbers = numbersOf(args, call);
  if (numbers === null) return null;
  if (numbers.length === 0) return call.fail('the list is empty', 'no-value');
  return finite(numbers.reduce((total, one) => total.plus(one), ZERO).div(numbers.length));
}

function product(args: Arguments, call: Call): FeelValue {
  const numbers = numbersOf(args, call);
  if (numbers === null) return null;
  if (numbers.length === 0) return call.fail('the list is empty', 'no-value');
  return finite(numbers.reduce((total, one) => total.times(one), new Decimal(1)));
}

function median(args: Arguments, call: Call): FeelValue {
  const numbers = numbersOf(args, call)?.toSorted((a, b) => a.cmp(b));
  if (numbers === undefined) return null;
  const middle = Math.floor(numbers.length / 2);
  const [low, high] = [numbers[middle - 1], numbers[middle]];
  if (high === undefined) return call.fail('the list is empty', 'no-value');
  return numbers.length % 2 === 1 || low === undefined ? high : low.plus(high).div(2);
}

/** The sample's standard deviation (divisor n − 1). */
function stddev(args: Arguments, call: Call): FeelValue {
  const numbers = numbersOf(args, call);
  if (numbers === null) return null;
  spendList(3 * numbers.length);
  if (numbers.length < 2) return call.fail('at least two numbers are needed', 'no-value');
  const average = numbers.reduce((total, one) => total.plus(one), ZERO).div(numbers.length);
  const squares = numbers.reduce((total, one) => total.plus(one.minus(average).times(one.minus(average))), ZERO);
  return finite(squares.div(numbers.length - 1).sqrt());
}

function mode(args: Arguments, call: Call): FeelValue {
  const numbers = numbersOf(args, call);
  if (numbers === null) return null;
  spendList(3 * numbers.length);
  const counts = new Map<string, { readonly value: DecimalValue; count: number }>();
  for (const value of numbers) {
    const known = counts.get(value.toString());
    if (known === undefined) counts.set(value.toString(), { value, count: 1 });
    else known.count += 1;
  }
  const most = Math.max(0, ...[...counts.values()].map((one) => one.count));
  return [...counts.values()]
    .filter((one) => one.count === most)
    .map((one) => one.value)
    .sort((a, b) => a.cmp(b));
}

/** Three-valued: one `decisive` element settles it, else a null (or a stranger) makes the answer null. */
function every(decisive: boolean) {
  return (args: Arguments, call: Call): FeelValue => {
    const list = elements(args);
    if (list.includes(decisive)) return decisive;
    if (list.every((item) => item === !decisive)) return !decisive;
    return list.every((item) => item === null || typeof item === 'boolean')
      ? null
      : call.fail('every element must be true or false');
  };
}

const FORMS = ['list: any', 'list…: any'];

export const aggregates: readonly Builtin[] = [
  define('min', FORMS, ANY, extreme(-1)),
  define('max', FORMS, ANY, extreme(1)),
  define('sum', FORMS, ANY, sum),
  define('mean', FORMS, NUMBER, mean),
  define('all', FORMS, BOOLEAN, every(false)),
  define('any', FORMS, BOOLEAN, every(true)),
  define('product', FORMS, NUMBER, product),
  define('median', FORMS, NUMBER, median),
  define('stddev', FORMS, NUMBER, stddev),
  define('mode', FORMS, listOf(NUMBER), mode),
];
