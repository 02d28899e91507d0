import type { FeelValue } from '../types.ts';
import { type Arguments, Builtin, type Call, Closure, type Span } from '../values/function.ts';
import { isList, kindOf, normalName } from '../values/kinds.ts';
import { spend, spendList, spendText } from '../values/meter.ts';
import { convert } from './convert.ts';
import type { Run } from './run.ts';
import { type Formal, fit, formal } from './signature.ts';

/** Evaluated arguments; `names` is null when they were given by position. */
export interface Given {
  readonly values: readonly FeelValue[];
  readonly names: readonly string[] | null;
}

/** Calls a value as a function. Wrong arity, an unknown parameter, a bad argument, no function: null and a warning. */
export function invoke(target: FeelValue, given: Given, run: Run, at: Span): FeelValue {
  if (target instanceof Builtin) return callBuiltin(target, given, run, at);
  if (target instanceof Closure) return callClosure(target, given, run, at);
  return run.warn('not-a-function', `a value of type ${kindOf(target)} cannot be called`, at);
}

function callClosure(target: Closure, given: Given, run: Run, at: Span): FeelValue {
  const { parameters } = target;
  spend(3);
  if (given.values.length !== parameters.length) {
    return run.warn('arity', `${parameters.length} arguments expected, ${given.values.length} given`, at);
  }
  const args: FeelValue[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const place = given.names === null ? index : indexOfName(given.names, parameter.name);
    if (place < 0) return run.warn('unknown-parameter', `argument "${parameter.name}" is missing`, at);
    const value = given.values[place] ?? null;
    const converted = parameter.type === undefined ? value : convert(value, parameter.type);
    if (converted === undefined) {
      return run.warn('argument', `argument "${parameter.name}" has the wrong type (${kindOf(value)})`, at);
    }
    if (converted !== null && parameter.valid?.(converted, run.options) === false) {
      return run.warn('argument', `argument "${parameter.name}" is not among the allowed values`, at);
    }
    args.push(converted);
  }
  if (run.depth >= run.limits.depth) return run.warn('limit', 'functions are nested too deeply', at);
  run.depth += 1;
  const value = target.body(args, run, at);
  run.depth -= 1;
  if (target.result === undefined) return value;
  return (
    convert(value, target.result) ?? (value === null ? null : run.warn('result', 'the result has the wrong type', at))
  );
}

function indexOfName(names: readonly string[], name: string): number {
  const exact = names.indexOf(name);
  return exact >= 0 ? exact : names.findIndex((one) => normalName(one) === normalName(name));
}

function callBuiltin(target: Builtin, given: Given, run: Run, at: Span): FeelValue {
  spend(20);
  for (const value of given.values) {
    if (isList(value)) spendList(value.length);
    else if (typeof value === 'string') spendText(2 * value.length);
  }
  const forms = target.forms.map((texts) => texts.map(formal)).filter((list) => accepts(list, given));
  const [first] = forms;
  if (first === undefined) {
    const code = given.names === null ? 'arity' : 'unknown-parameter';
    return run.warn(code, `${target.name} does not take these arguments`, at);
  }
  let args = fitted(first, given);
  for (let index = 1; typeof args === 'string' && index < forms.length; index += 1) {
    const other = fitted(forms[index] ?? first, given);
    if (typeof other !== 'string') args = other;
  }
  if (typeof args === 'string') return run.warn('argument', `${target.name}: ${args}`, at);
  const call: Call = {
    run,
    at,
    fail: (message, code = 'argument') => run.warn(code, `${target.name}: ${message}`, at),
  };
  return target.body(args, call);
}

function accepts(form: readonly Formal[], given: Given): boolean {
  if (given.names !== null) {
    const names = given.names;
    if (names.some((name, index) => names.indexOf(name) !== index)) return false;
    return (
      names.every((name) => form.some((one) => one.name === name)) &&
      form.every((one) => one.optional || names.includes(one.name))
    );
  }
  if (form[0]?.named === true) return false;
  const needed = form.filter((one) => !one.optional).length;
  if (given.values.length < needed) return false;
  return given.values.length <= form.length || form.at(-1)?.repeated === true;
}

/** The arguments as the form wants them, or what is wrong with them. */
function fitted(form: readonly Formal[], given: Given): Arguments | string {
  const args: (FeelValue | undefined)[] = [];
  const count = given.names === null ? Math.max(form.length, given.values.length) : form.length;
  for (let index = 0; index < count; index += 1) {
    const one = form[Math.min(index, form.length - 1)];
    if (one === undefined) break;
    const place = given.names === null ? index : given.names.indexOf(one.name);
    const value = place < 0 ? undefined : given.values[place];
    if (value === undefined) {
      args.push(undefined);
      continue;
    }
    const fits = fit(value, one);
    if (fits === undefined) return `"${one.name}" may not be ${kindOf(value)}`;
    args.push(fits);
  }
  return args;
}
