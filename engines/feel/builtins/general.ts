import type { FeelContext, FeelValue } from '../types.ts';
import { equal } from '../values/equality.ts';
import type { Arguments, Builtin, Call } from '../values/function.ts';
import { contextOf, entryOf, isContext, isList, kindOf } from '../values/kinds.ts';
import { spend } from '../values/meter.ts';
import { FeelDateTime, FeelTime } from '../values/temporal.ts';
import { ANY, BOOLEAN, listOf } from '../values/types.ts';
import { define, listAt, textAt } from './define.ts';

/** Boolean functions and functions of contexts (DMN 1.5, 10.3.4.2, 10.3.4.6 and 10.3.4.9). */

const CONTEXT = { kind: 'context', entries: {}, open: true } as const;

function not(args: Arguments, call: Call): FeelValue {
  const [value = null] = args;
  if (typeof value === 'boolean') return !value;
  return value === null ? null : call.fail('true or false is needed');
}

/** Identity of form: the same instant told in another offset or zone is another value (10.3.4.9). */
function is(args: Arguments): boolean {
  const [a = null, b = null] = args;
  if (kindOf(a) !== kindOf(b)) return false;
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) return equal(a.date, b.date) && sameTime(a.time, b.time);
  return a instanceof FeelTime && b instanceof FeelTime ? sameTime(a, b) : equal(a, b);
}

function sameTime(a: FeelTime, b: FeelTime): boolean {
  return a.nanoOfDay === b.nanoOfDay && a.offset === b.offset && a.zone === b.zone;
}

function contextAt(args: Arguments, index: number): FeelContext {
  const value = args[index] ?? null;
  return isContext(value) ? value : {};
}

function getEntries(args: Arguments): FeelValue {
  return Object.entries(contextAt(args, 0)).map(([key, value]) =>
    contextOf([
      ['key', key],
      ['value', value],
    ]),
  );
}

function fromEntries(args: Arguments, call: Call): FeelValue {
  const entries = new Map<string, FeelValue>();
  for (const item of listAt(args, 0)) {
    const key = isContext(item) ? entryOf(item, 'key') : undefined;
    const value = isContext(item) ? entryOf(item, 'value') : undefined;
    if (typeof key !== 'string' || value === undefined) return call.fail('every entry needs key and value');
    if (entries.has(key)) return call.fail(`key "${key}" occurs twice`);
    entries.set(key, value);
  }
  return contextOf(entries);
}

function put(context: FeelContext, path: readonly FeelValue[], value: FeelValue, call: Call): FeelValue {
  const [key = null, ...rest] = path;
  if (typeof key !== 'string') return call.fail('keys must be strings');
  if (rest.length === 0) {
    spend(2 * Object.keys(context).length);
    const entries = new Map<string, FeelValue>(Object.entries(context));
    return contextOf(entries.set(key, value));
  }
  const inner = entryOf(context, key) ?? null;
  const nested = isContext(inner) ? put(inner, rest, value, call) : call.fail(`"${key}" is no context`);
  return nested === null ? null : put(context, [key], nested, call);
}

function contextPut(args: Arguments, call: Call): FeelValue {
  const key = args[1] ?? null;
  const path = isList(key) ? key : [key];
  return path.length === 0 ? call.fail('keys are needed') : put(contextAt(args, 0), path, args[2] ?? null, call);
}

function contextMerge(args: Arguments, call: Call): FeelValue {
  const merged = new Map<string, FeelValue>();
  for (const item of listAt(args, 0)) {
    if (!isContext(item)) return call.fail('every element must be a context');
    spend(2 * Object.keys(item).length);
    for (const [key, value] of Object.entries(item)) merged.set(key, value);
  }
  return contextOf(merged);
}

export const general: readonly Builtin[] = [
  define('not', 'negand: any', BOOLEAN, not),
  define('is', ['value1: any, value2: any', 'named: value1?: any, value2?: any'], BOOLEAN, is),
  define('get value', 'm: context, key: string', ANY, (args, call) => {
    return entryOf(contextAt(args, 0), textAt(args, 1)) ?? call.fail(`no entry "${textAt(args, 1)}"`, 'no-value');
  }),
  define('get entries', 'm: context', listOf(CONTEXT), getEntries),
  define('context', 'entries: list', CONTEXT, fromEntries),
  define(
    'context put',
    ['context: context, key: string, value: any', 'context: context, keys: list, value: any'],
    CONTEXT,
    contextPut,
  ),
  define('context merge', 'contexts: list', CONTEXT, contextMerge),
];
