import type { FeelContext, FeelFunction, FeelType, FeelValue } from '../types.ts';
import { Builtin, Closure } from './function.ts';
import { Decimal, isNumber } from './number.ts';
import { Range } from './range.ts';
import { isTemporal } from './temporal.ts';

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value);
}

export function isFunction(value: FeelValue): value is FeelFunction {
  return value instanceof Closure || value instanceof Builtin;
}

/** True for a context: a plain object, none of the engine's own classes. */
export function isContext(value: FeelValue): value is FeelContext {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export type Kind = Exclude<FeelType['kind'], 'any'>;

/** FEEL's name for the type of a value. */
export function kindOf(value: FeelValue): Kind {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (isNumber(value)) return 'number';
  if (isList(value)) return 'list';
  if (isTemporal(value)) return value.kind;
  if (value instanceof Range) return 'range';
  return isFunction(value) ? 'function' : 'context';
}

/** A context from entries; safe for any key, `__proto__` too. */
export function contextOf(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
  const context: { [key: string]: FeelValue } = {};
  for (const [key, value] of entries) {
    if (key === '__proto__') Object.defineProperty(context, key, { value, enumerable: true, configurable: true });
    else context[key] = value;
  }
  return context;
}

/** A value from outside as the engine knows it: JavaScript numbers become decimals, `undefined` null. */
export function admit(value: FeelValue | number | undefined): FeelValue {
  if (value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? new Decimal(value) : null;
  return value;
}

/** The entry of a context, or undefined when there is none. Names differing in white space only are the same. */
export function entryOf(context: FeelContext, key: string): FeelValue | undefined {
  if (Object.hasOwn(context, key)) return admit(context[key]);
  if (!/[^\p{L}\p{N}_]/u.test(key)) return undefined;
  const wanted = normalName(key);
  for (const own of Object.keys(context)) if (normalName(own) === wanted) return admit(context[own]);
  return undefined;
}

/** FEEL compares names token by token: white space around the operators inside a name does not count (10.3.1.2). */
export function normalName(name: string): string {
  return name
    .replace(/\s*([./\-'+]|\*\*?)\s*/g, ' $1 ')
    .replace(/\s{2,}/g, ' ')
    .trim();
}
