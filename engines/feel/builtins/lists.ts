import { invoke } from '../run/invoke.ts';
import type { FeelValue } from '../types.ts';
import { compare, equal } from '../values/equality.ts';
import type { Arguments, Builtin, Call } from '../values/function.ts';
import { isFunction, isList } from '../values/kinds.ts';
import { spend } from '../values/meter.ts';
import { Decimal } from '../values/number.ts';
import { ANY, BOOLEAN, listOf, NUMBER } from '../values/types.ts';
import { define, indexAt, listAt } from './define.ts';

/** List functions (DMN 1.5, 10.3.4.4). Positions count from 1, negative ones from the end. */

/** The zero-based place of a position, or null when the list has no such place. */
function place(position: number | null, length: number): number | null {
  if (position === null || position === 0 || Math.abs(position) > length) return null;
  return position > 0 ? position - 1 : length + position;
}

function sublist(args: Arguments, call: Call): FeelValue {
  const list = listAt(args, 0);
  const from = place(indexAt(args, 1), list.length);
  if (from === null) return call.fail('start position is outside the list');
  if (args[2] === undefined || args[2] === null) return list.slice(from);
  const length = indexAt(args, 2);
  if (length === null || length < 1 || from + length > list.length) return call.fail('length is outside the list');
  return list.slice(from, from + length);
}

function insertBefore(args: Arguments, call: Call): FeelValue {
  const list = listAt(args, 0);
  const at = place(indexAt(args, 1), list.length);
  return at === null ? call.fail('position is outside the list') : list.toSpliced(at, 0, args[2] ?? null);
}

function remove(args: Arguments, call: Call): FeelValue {
  const list = listAt(args, 0);
  const at = place(indexAt(args, 1), list.length);
  return at === null ? call.fail('position is outside the list') : list.toSpliced(at, 1);
}

function listReplace(args: Arguments, call: Call): FeelValue {
  const list = listAt(args, 0);
  const [, position = null, item = null] = args;
  if (!isFunction(position)) {
    const at = place(indexAt(args, 1), list.length);
    return at === null ? call.fail('position is outside the list') : list.with(at, item);
  }
  const out: FeelValue[] = [];
  for (const old of list) {
    const hit = invoke(position, { values: [old, item], names: null }, call.run, call.at);
    if (typeof hit !== 'boolean') return call.fail('match must answer true or false');
    out.push(hit ? item : old);
  }
  return out;
}

function distinct(list: readonly FeelValue[]): FeelValue[] {
  const out: FeelValue[] = [];
  for (const item of list) {
    spend(out.length);
    if (!out.some((known) => equal(known, item))) out.push(item);
  }
  return out;
}

function flatten(list: readonly FeelValue[]): FeelValue[] {
  spend(3 * list.length);
  return list.flatMap((item) => (isList(item) ? flatten(item) : [item]));
}

function sort(args: Arguments, call: Call): FeelValue {
  const list = listAt(args, 0);
  const precedes = args[1] ?? null;
  if (precedes === null) return sortNatural(list, call);
  let broken = false;
  const before = (a: FeelValue, b: FeelValue): boolean => {
    const answer = invoke(precedes, { values: [a, b], names: null }, call.run, call.at);
    if (typeof answer !== 'boolean') broken = true;
    return answer === true;
  };
  const sorted = list.toSorted((a, b) => (broken ? 0 : before(a, b) ? -1 : before(b, a) ? 1 : 0));
  return broken ? call.fail('precedes must answer true or false') : sorted;
}

function sortNatural(list: readonly FeelValue[], call: Call): FeelValue {
  let broken = false;
  const sorted = list.toSorted((a, b) => {
    spend(1);
    const order = compare(a, b);
    if (order === null) broken = true;
    return order ?? 0;
  });
  return broken ? call.fail('the elements have no order') : sorted;
}

function indexOf(args: Arguments): FeelValue {
  const match = args[1] ?? null;
  return listAt(args, 0).flatMap((item, index) => (equal(item, match) ? [new Decimal(index + 1)] : []));
}

const LIST = listOf(ANY);

export const lists: readonly Builtin[] = [
  define('list contains', 'list: list, element: any', BOOLEAN, (args) => {
    const element = args[1] ?? null;
    return listAt(args, 0).some((item) => equal(item, element));
  }),
  define('count', 'list: list', NUMBER, (args) => new Decimal(listAt(args, 0).length)),
  define('sublist', 'list: list, start position: number, length?: number|null', LIST, sublist),
  define('append', 'list: list, item…: any', LIST, (args) => [
    ...listAt(args, 0),
    ...args.slice(1).map((v) => v ?? null),
  ]),
  define('concatenate', 'list…: list', LIST, (args) => args.flatMap((_, index) => listAt(args, index))),
  define('insert before', 'list: list, position: number, newItem: any', LIST, insertBefore),
  define('remove', 'list: list, position: number', LIST, remove),
  define(
    'list replace',
    ['list: list, position: number|function, newItem: any', 'list: list, match: function, newItem: any'],
    LIST,
    listReplace,
  ),
  define('reverse', 'list: list', LIST, (args) => listAt(args, 0).toReversed()),
  define('index of', 'list: list, match: any', listOf(NUMBER), indexOf),
  define('union', 'list…: list', LIST, (args) => distinct(args.flatMap((_, index) => listAt(args, index)))),
  define('distinct values', 'list: list', LIST, (args) => distinct(listAt(args, 0))),
  define('flatten', 'list: list', LIST, (args) => flatten(listAt(args, 0))),
  define('sort', 'list: list, precedes?: function', LIST, sort),
];
