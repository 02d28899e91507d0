import type { FeelType, FeelValue } from '../types.ts';
import { Builtin, Closure } from './function.ts';
import { isContext, isList, kindOf } from './kinds.ts';
import { spend, spendList } from './meter.ts';
import { Range } from './range.ts';

export const ANY: FeelType = { kind: 'any' };
export const NUMBER: FeelType = { kind: 'number' };
export const STRING: FeelType = { kind: 'string' };
export const BOOLEAN: FeelType = { kind: 'boolean' };
export const NULL: FeelType = { kind: 'null' };

export function listOf(of: FeelType): FeelType {
  return { kind: 'list', of };
}

/** The most precise type that holds both. */
export function join(a: FeelType, b: FeelType): FeelType {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind !== b.kind) return ANY;
  if (a.kind === 'list' && b.kind === 'list') return listOf(join(a.of, b.of));
  if (a.kind === 'range' && b.kind === 'range') return { kind: 'range', of: join(a.of, b.of) };
  if (a.kind === 'context' && b.kind === 'context') {
    const entries: { [key: string]: FeelType } = {};
    for (const [key, type] of [...Object.entries(a.entries), ...Object.entries(b.entries)]) {
      const known = entries[key];
      entries[key] = known === undefined ? type : join(known, type);
    }
    return { kind: 'context', entries, ...(a.open === true || b.open === true ? { open: true } : {}) };
  }
  return a.kind === 'function' ? ANY : a;
}

/** The type of a value at run time; an empty list is a list of `null`. */
export function typeOf(value: FeelValue): FeelType {
  if (isList(value)) spendList(value.length);
  if (isList(value)) return listOf(value.map(typeOf).reduce(join, NULL));
  if (value instanceof Range) return { kind: 'range', of: join(typeOf(value.low), typeOf(value.high)) };
  if (value instanceof Closure) {
    return { kind: 'function', parameters: value.parameters.map((p) => p.type ?? ANY), result: value.inferred ?? ANY };
  }
  if (value instanceof Builtin) return builtinType(value);
  if (isContext(value)) {
    return { kind: 'context', entries: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, typeOf(v)])) };
  }
  const kind = kindOf(value);
  return kind === 'list' || kind === 'range' || kind === 'context' || kind === 'function' ? ANY : { kind };
}

/** Whether a value is of a type (10.3.2.9.2): null conforms to all but `null` itself decides; extra context keys conform. */
export function conforms(value: FeelValue, type: FeelType): boolean {
  if (type.kind === 'any' || value === null) return true;
  if (type.kind === 'list') spendList(isList(value) ? value.length : 0);
  if (type.kind === 'list') return isList(value) && value.every((item) => conforms(item, type.of));
  if (type.kind === 'range') {
    return value instanceof Range && conforms(value.low, type.of) && conforms(value.high, type.of);
  }
  if (type.kind === 'context') {
    if (!isContext(value)) return false;
    spend(Object.keys(type.entries).length);
    return Object.entries(type.entries).every(
      ([key, of]) => Object.hasOwn(value, key) && conforms(value[key] ?? null, of),
    );
  }
  if (type.kind === 'function') return functionConforms(value, type);
  return kindOf(value) === type.kind;
}

/** The type of a built-in's first form; a kind list with several kinds is any. */
function builtinType({ forms, result }: Builtin): FeelType {
  const parameters = (forms[0] ?? []).map((text): FeelType => {
    const kind = text.split(': ')[1] ?? 'any';
    if (kind === 'list') return listOf(ANY);
    const simple = SIMPLE.find((one) => one === kind);
    return simple === undefined ? ANY : { kind: simple };
  });
  return { kind: 'function', parameters, result };
}

const SIMPLE = ['number', 'string', 'boolean', 'date', 'time', 'date and time'] as const;

function functionConforms(value: FeelValue, type: FeelType & { kind: 'function' }): boolean {
  if (type.open === true) return value instanceof Builtin || value instanceof Closure;
  if (value instanceof Builtin) return subtype(builtinType(value), type);
  if (!(value instanceof Closure) || value.parameters.length !== type.parameters.length) return false;
  const fits = type.parameters.every((p, index) => subtype(p, value.parameters[index]?.type ?? ANY));
  return fits && subtype(value.inferred ?? ANY, type.result);
}

/** Type conformance (10.3.2.9.2): lists covariant, function parameters contravariant. */
export function subtype(a: FeelType, b: FeelType): boolean {
  if (b.kind === 'any' || a.kind === 'null') return true;
  if (a.kind !== b.kind) return false;
  if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'range' && b.kind === 'range'))
    return subtype(a.of, b.of);
  if (a.kind === 'context' && b.kind === 'context') {
    return Object.entries(b.entries).every(([key, of]) => {
      const own = a.entries[key];
      return own !== undefined && subtype(own, of);
    });
  }
  if (a.kind === 'function' && b.kind === 'function') {
    if (b.open === true) return true;
    if (a.parameters.length !== b.parameters.length) return false;
    return a.parameters.every((p, i) => subtype(b.parameters[i] ?? ANY, p)) && subtype(a.result, b.result);
  }
  return true;
}
