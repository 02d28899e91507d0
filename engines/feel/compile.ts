import type { Fault, Result } from './fault.ts';
import { constantTests } from './run/constant.ts';
import { Emitter } from './run/emit.ts';
import { type Code, Frame } from './run/frame.ts';
import { type Given, invoke } from './run/invoke.ts';
import { DEFAULT_LIMITS, Run } from './run/run.ts';
import { Checker } from './syntax/check.ts';
import { parse } from './syntax/parse.ts';
import type { CompileOptions, EvaluateOptions, Evaluation, FeelContext, FeelValue, Program, Scope } from './types.ts';
import { normalName } from './values/kinds.ts';
import { isMetered, metered, Spent } from './values/meter.ts';

/** Compiled programs by scope object, then by text and kind; emptied when it grows beyond what a town can have. */
const programs = new WeakMap<object, Map<string, Program>>();
const NO_SCOPE = {};
const declared = new WeakMap<Scope, ReadonlyMap<string, string>>();
const MAX_CACHED = 5000;

/**
 * Compiles a FEEL expression or unary tests (DMN 1.5, chapter 10) against the names in scope.
 * Error nodes and unknown names are faults with line and column; nothing is thrown. With `lenient` unknown names do
 * not refuse the text: they are null with a warning when evaluated, and stand in `Program.faults`. Operands whose known
 * types never fit are faults of severity `warning` there, and refuse nothing.
 */
export function compile(text: string, options: CompileOptions = {}): Result<Program, Fault[]> {
  const key = `${options.kind ?? 'expression'}|${options.lenient === true}|${JSON.stringify(options.input)}|${text}`;
  const cache = cacheOf(options.scope, options.types);
  const known = cache.get(key);
  if (known !== undefined) return { ok: true, value: known };
  const parsed = parse(text, options, options.types ?? {});
  if (!parsed.ok) return parsed;
  const checker = new Checker(text, options);
  const type = checker.type(parsed.value);
  const refused = checker.faults.some(({ severity }) => severity !== 'warning');
  if (refused && options.lenient !== true) return { ok: false, error: checker.faults };
  const closed = options.scope !== undefined && options.lenient !== true;
  const code = new Emitter(declaredIn(options.scope ?? NO_SCOPE), checker.functions, closed).emit(parsed.value, []);
  const program: Program = {
    text,
    kind: options.kind ?? 'expression',
    type,
    reads: [...checker.reads].sort(),
    faults: checker.faults,
    holds: constantTests(parsed.value),
    evaluate: (context, at) => evaluate(code, context, at),
  };
  // Faults carry the place of the text, which another call may not share.
  if (checker.faults.length === 0) {
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, program);
  }
  return { ok: true, value: program };
}

/** The names of a scope as they are declared, by how they are compared; once for each scope. */
function declaredIn(scope: Scope): ReadonlyMap<string, string> {
  let names = declared.get(scope);
  if (names === undefined) {
    names = new Map(Object.keys(scope).map((name) => [normalName(name), name]));
    declared.set(scope, names);
  }
  return names;
}

function cacheOf(scope: Scope | undefined, types: object | undefined): Map<string, Program> {
  const owner = types ?? scope ?? NO_SCOPE;
  let cache = programs.get(types === undefined ? owner : (scope ?? owner));
  if (cache === undefined) {
    cache = new Map();
    programs.set(types === undefined ? owner : (scope ?? owner), cache);
  }
  return cache;
}

function evaluate(code: Code, context: FeelContext, options: EvaluateOptions): Evaluation {
  return guarded(options, (run) => code(new Frame(null, null, context), run));
}

export type { Given };

/** Calls a function value with arguments by position (`names` null) or by name. Never throws. */
export function invokeWith(target: FeelValue, given: Given, options: EvaluateOptions): Evaluation {
  return guarded(options, (run) => invoke(target, given, run, { from: 0, to: 0 }));
}

function guarded(options: EvaluateOptions, work: (run: Run) => FeelValue): Evaluation {
  const run = new Run(options);
  const inside = isMetered();
  try {
    return { value: inside ? work(run) : metered(run.limits.steps, () => work(run)), warnings: run.warnings };
  } catch (error) {
    // Nothing throws out of an evaluation: what is left here is the budget, stack or memory of a hostile expression.
    if (inside && error instanceof Spent) throw error;
    const message = error instanceof Error ? error.message : 'unknown';
    return { value: null, warnings: [...run.warnings, { code: codeOf(error), message, from: 0, to: 0 }] };
  }
}

/**
 * Evaluates several programs on one budget of steps (`limits.steps`): a model's decisions together, not each for itself.
 * When it is spent, `work` is left with an error for which `codeOf` says `limit`.
 */
export function together<T>(options: EvaluateOptions, work: () => T): T {
  return metered(options.limits?.steps ?? DEFAULT_LIMITS.steps, work);
}

/** A spent stack or an array too long is a `limit`; everything else that was thrown is a fault of the engine itself. */
export function codeOf(error: unknown): 'limit' | 'internal' {
  return error instanceof RangeError ? 'limit' : 'internal';
}
