import type { FeelType, FeelValue } from '../types.ts';
import { type Arguments, Builtin, type Call } from '../values/function.ts';
import { isList } from '../values/kinds.ts';
import { type Decimal, isNumber } from '../values/number.ts';

/**
 * Defines a built-in function. A form is one parameter list: `'n: number, scale?: number'`; several forms are tried in
 * order by arity or by names; one that starts with `named: ` takes arguments by name only. Kinds are checked and converted before the body runs.
 */
export function define(
  name: string,
  forms: string | readonly string[],
  result: FeelType,
  body: (args: Arguments, call: Call) => FeelValue,
): Builtin {
  const list = typeof forms === 'string' ? [forms] : forms;
  return new Builtin(
    name,
    list.map((form) => (form === '' ? [] : form.split(', '))),
    result,
    body,
  );
}

/** The number at a place; the signature has checked its kind. */
export function numberAt(args: Arguments, index: number): Decimal | null {
  const value = args[index] ?? null;
  return isNumber(value) ? value : null;
}

export function textAt(args: Arguments, index: number): string {
  const value = args[index];
  return typeof value === 'string' ? value : '';
}

export function listAt(args: Arguments, index: number): readonly FeelValue[] {
  const value = args[index] ?? null;
  return isList(value) ? value : value === null ? [] : [value];
}

/** A whole number as an index, cut at its decimals; null when it is none that a list could have. */
export function indexAt(args: Arguments, index: number): number | null {
  const value = numberAt(args, index);
  if (value === null) return null;
  const whole = value.trunc().toNumber();
  return Number.isSafeInteger(whole) ? whole : null;
}

/** The elements of an aggregate: `sum([1, 2])` and `sum(1, 2)` are the same (10.3.4.4). */
export function elements(args: Arguments): readonly FeelValue[] {
  const [first = null] = args;
  return args.length === 1 && isList(first) ? first : args.map((value) => value ?? null);
}
