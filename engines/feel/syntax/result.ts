import type { FeelType } from '../types.ts';
import { ANY, join, listOf, NULL } from '../values/types.ts';

function elementOf(type: FeelType | undefined): FeelType {
  return type === undefined ? ANY : type.kind === 'list' ? type.of : type;
}

const KEEPS = ['sublist', 'reverse', 'remove', 'distinct values', 'sort', 'insert before'];
const JOINS = ['concatenate', 'union'];
const PICKS = ['min', 'max', 'sum'];

/** The type of a built-in's result where it depends on the arguments: list functions keep the type of the elements. */
export function resultOf(name: string, args: readonly FeelType[]): FeelType | undefined {
  if (args.length === 0) return undefined;
  if (KEEPS.includes(name)) return listOf(elementOf(args[0]));
  if (JOINS.includes(name)) return listOf(args.map(elementOf).reduce(join, NULL));
  if (name === 'append') return listOf(args.slice(1).reduce(join, elementOf(args[0])));
  if (PICKS.includes(name)) return args.length === 1 ? elementOf(args[0]) : args.reduce(join, NULL);
  return name === 'abs' ? args[0] : undefined;
}
